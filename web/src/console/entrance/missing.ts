// What a form at the door still lacks, all of it at once and in the order of the form.

import type { Problem } from "./field";

/** `fields`: for each whether it is filled in, and what is said where it is not. */
export function missing(
  fields: readonly (readonly [field: string, filled: boolean, says: string])[],
): Problem | null {
  const [first, ...also] = fields.filter(([, filled]) => !filled).map(([field, , says]) => ({ field, says }));
  return first ? { ...first, also } : null;
}
