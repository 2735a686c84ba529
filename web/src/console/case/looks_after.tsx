import type { Signal } from "@preact/signals";
import type { CaseView } from "../../generated/wire";
import { say } from "../../strings/console";
import { say as sayToPeers } from "../../strings/peers";

/** A room saw something hard, and nobody has looked after it yet. */
export const isToBeLookedAfter = ({ acts, care, history }: CaseView): boolean =>
  care?.hard === true &&
  acts.includes("look_after_room") &&
  !history.some(({ act }) => act === "look_after_room");

/** Who is told, and what they will see. */
export function AfterCare() {
  return (
    <>
      <p>{say("aftercare.who")}</p>
      <figure class="preview">
        <figcaption>{say("aftercare.preview")}</figcaption>
        <p>{sayToPeers("care.after")}</p>
      </figure>
    </>
  );
}

/** Offered where a case is closed. */
export function LooksAfter({ on }: { on: Signal<boolean> }) {
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={on.value}
          onChange={(event) => (on.value = event.currentTarget.checked)}
        />
        <span>{say("aftercare.too")}</span>
      </label>
      {on.value && <AfterCare />}
    </>
  );
}
