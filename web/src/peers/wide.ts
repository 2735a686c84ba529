import { signal } from "@preact/signals";

const query = matchMedia("(min-width: 56rem)");

/** Whether there is room for two things side by side. The style sheets name the same width. */
export const wide = signal(query.matches);

query.addEventListener("change", () => {
  wide.value = query.matches;
});
