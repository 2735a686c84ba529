// The console's routes of quality: what one says of rules, second reviews, figures, search, ready answers.

import type {
  Board,
  Differences,
  FoundCases,
  Kept,
  Labels,
  LabelWanted,
  MyExposure,
  ReadyAnswers,
  ReadyAnswerWanted,
  Reviewed,
  ReviewOffer,
  Search,
} from "../generated/wire";
import { call } from "../wire/api";

const evidence = (id: string, what: string) => `/api/console/evidence/${encodeURIComponent(id)}/${what}`;

export const readLabels = (id: string) => call<Labels>("GET", evidence(id, "labels"));
export const giveLabel = (id: string, wanted: LabelWanted) =>
  call<Labels>("PUT", evidence(id, "labels"), wanted);
export const keepExample = (id: string, text: string) =>
  call<Kept>("POST", evidence(id, "example"), { text });

export const offerReview = () => call<ReviewOffer>("POST", "/api/console/reviews");
export const decideAnew = (id: string, decision: string) =>
  call<Reviewed>("PUT", `/api/console/reviews/${encodeURIComponent(id)}`, { decision });
export const letPass = (id: string) => call("DELETE", `/api/console/reviews/${encodeURIComponent(id)}`);
export const readDifferences = () => call<Differences>("GET", "/api/console/differences");
export const haveTalked = (id: string) =>
  call<Differences>("DELETE", `/api/console/differences/${encodeURIComponent(id)}`);
export const readBoard = (by: Board["by"]) => call<Board>("GET", `/api/console/board?by=${by}`);
export const fileAddress = (by: Board["by"]) => `/api/console/board/file?by=${by}`;
export const readExposure = () => call<MyExposure>("GET", "/api/console/exposure");

export const findCases = (wanted: Search) => call<FoundCases>("POST", "/api/console/search", wanted);
const answer = (id: string) => `/api/console/answers/${encodeURIComponent(id)}`;
export const readAnswers = () => call<ReadyAnswers>("GET", "/api/console/answers");
export const readVersions = (id: string) => call<ReadyAnswers>("GET", answer(id));
export const writeAnswer = (id: string, wanted: ReadyAnswerWanted) =>
  call<ReadyAnswers>("PUT", answer(id), wanted);
export const takeAwayAnswer = (id: string) => call<ReadyAnswers>("DELETE", answer(id));
