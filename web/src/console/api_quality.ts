// The console's routes of quality: what one says of rules, second reviews, figures, search, ready answers.

import type { Kept, Labels, LabelWanted } from "../generated/wire";
import { call } from "../wire/api";

const evidence = (id: string, what: string) => `/api/console/evidence/${encodeURIComponent(id)}/${what}`;

export const readLabels = (id: string) => call<Labels>("GET", evidence(id, "labels"));
export const giveLabel = (id: string, wanted: LabelWanted) =>
  call<Labels>("PUT", evidence(id, "labels"), wanted);
export const keepExample = (id: string, text: string) =>
  call<Kept>("POST", evidence(id, "example"), { text });
