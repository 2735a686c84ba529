import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Look } from "../generated/wire";
import { say } from "../strings/looks";
import { looks } from "../wire/api";
import { whatInWords, whenInWords, whyInWords } from "./look_words";
import { isOver, toRooms } from "./me";

/** Who of the staff read one's words, by role, and why. */
export function Looks() {
  const listed = useSignal<readonly Look[] | null>(null);
  const failed = useSignal(false);
  useEffect(() => void read(), []);

  async function read() {
    failed.value = false;
    try {
      listed.value = (await looks()).looks;
    } catch (error) {
      if (isOver(error)) toRooms();
      failed.value = true;
    }
  }

  return (
    <>
      <p>{say("looks.lead")}</p>
      <p>{say("looks.later")}</p>
      {failed.value && (
        <p role="alert">
          {say("looks.failed")}{" "}
          <button type="button" onClick={read}>
            {say("looks.again")}
          </button>
        </p>
      )}
      {listed.value?.length === 0 && <p class="soft">{say("looks.none")}</p>}
      <ul class="looks">
        {listed.value?.map((look) => (
          <li key={`${look.at} ${look.role} ${look.what} ${look.why} ${look.room}`}>
            <p class="soft">{whenInWords(look)}</p>
            <p>{whatInWords(look)}</p>
            <p>{whyInWords(look)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
