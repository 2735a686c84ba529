import { useEffect, useRef } from "preact/hooks";
import type { Evidence } from "../../generated/wire";
import { timeOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { showBefore } from "../desk/open_case";
import { Key, shortcut } from "../screen/key";

const hasShown = (item: Evidence) => item.before !== undefined && item.before.length > 0;

/** What came before is shown only when asked for: every look is one more person who has read it. */
export function AskBefore({ item }: { item: Evidence }) {
  return item.has_before && !hasShown(item) ? (
    <span class="ask-before">
      <span class="soft">{say("evidence.before_hint")}</span>
      <button type="button" class="quiet" onClick={showBefore} {...shortcut("before")}>
        {say("evidence.before")}
        <Key of="before" />
      </button>
    </span>
  ) : null;
}

export const CameBefore = ({ item }: { item: Evidence }) => (hasShown(item) ? <Shown item={item} /> : null);

function Shown({ item }: { item: Evidence }) {
  const section = useRef<HTMLElement>(null);
  // The button that asked for it is gone with its asking.
  useEffect(() => {
    if (document.activeElement === document.body) section.current?.focus();
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    <section class="before" aria-label={say("evidence.before_title")} tabIndex={0} ref={section}>
      <ol>
        {item.before?.map(({ alias, at, text }) => (
          <li key={at}>
            <span class="soft">
              {timeOf(at)} {alias}
            </span>{" "}
            <span dir="auto">{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
