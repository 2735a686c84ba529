// The messages before one in question are sent only when somebody asks for them, and each asking is recorded.
// What has been shown stays on screen when the case is read again, without asking anew.

import type { CaseView, Evidence } from "../../generated/wire";

const isSame = (one: Evidence, other: Evidence) => one.at === other.at && one.text === other.text;

export function withBefore(old: CaseView | null, fresh: CaseView): CaseView {
  if (old?.line.id !== fresh.line.id) return fresh;
  const evidence = fresh.evidence.map((item) => {
    const known = old.evidence.find((other) => isSame(other, item))?.before;
    return item.before?.length || !known?.length ? item : { ...item, before: known };
  });
  return { ...fresh, evidence };
}
