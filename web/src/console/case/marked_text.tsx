import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Evidence } from "../../generated/wire";
import { say } from "../../strings/console";
import { excerpt } from "./excerpt";
import { pieces } from "./marking";

/** The words as they were written, those a rule matched marked; a long message cut to what matters until asked for. */
export function MarkedText({ item }: { item: Evidence }) {
  const whole = useSignal(false);
  const words = useRef<HTMLQuoteElement>(null);
  // The button that asked for the whole is gone with its asking.
  useEffect(() => {
    if (whole.value) words.current?.focus();
  }, [whole.value]);
  const all = pieces(item.text, item.marks);
  const part = whole.value ? null : excerpt(all);
  return (
    <>
      <blockquote dir="auto" tabIndex={-1} ref={words}>
        {(part ?? all).map((piece, index) =>
          piece.says.length > 0 ? (
            <mark key={index}>{piece.text}</mark>
          ) : (
            <span key={index}>{piece.text}</span>
          ),
        )}
      </blockquote>
      {part && (
        <button type="button" class="quiet" onClick={() => (whole.value = true)}>
          {say("evidence.whole")}
        </button>
      )}
    </>
  );
}
