import { useEffect } from "preact/hooks";
import type { Evidence } from "../../generated/wire";
import { say } from "../../strings/console";
import { atHand, joined } from "../desk/open_case";

/** Where on the page a message of the case stands. */
export const placeOf = (item: Evidence): string => `evidence-${item.message ?? item.at}`;

/** A message joined the case while it was on screen: it may stand below the fold, or one may be writing elsewhere. Screen
 * readers hear it from the announcer. */
export function Joined() {
  const { value: item } = joined;
  useEffect(() => (item ? onceInView(item, () => (joined.value = null)) : undefined), [item]);
  if (item === null) return null;

  function look() {
    if (item) document.getElementById(placeOf(item))?.focus();
    atHand.value = item?.message ?? null;
    joined.value = null;
  }

  return (
    <p class="joined">
      <strong>{say("evidence.joined")}</strong>{" "}
      <button type="button" onClick={look}>
        {say("evidence.show_joined")}
      </button>
    </p>
  );
}

/** Returns what stops the waiting. */
function onceInView(item: Evidence, then: () => void): () => void {
  const watcher = new IntersectionObserver(
    (seen) => seen.some(({ isIntersecting }) => isIntersecting) && then(),
    {
      threshold: 0.6,
    },
  );
  const place = document.getElementById(placeOf(item));
  if (place) watcher.observe(place);
  return () => watcher.disconnect();
}
