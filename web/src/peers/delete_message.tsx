import { useSignal } from "@preact/signals";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { focusLog } from "./focus";
import { outbox } from "./line";

/** Taking back one's own words, after one calm question. The room's log shows it when it is done. */
export function DeleteMessage({ id, close }: { id: string; close: () => void }) {
  const sure = useSignal(false);
  const problem = useSignal<string | null>(null);

  async function remove() {
    problem.value = null;
    try {
      await api.deleteMessage(id);
      outbox.tookBack(id);
      close();
      focusLog();
    } catch (error) {
      problem.value = error instanceof api.Refusal ? error.says : say("unreachable");
    }
  }

  return (
    <div class="options">
      {sure.value ? (
        <div class="sure">
          <p>{say("message.delete_sure")}</p>
          <button type="button" onClick={remove}>
            {say("message.delete_yes")}
          </button>
          <button type="button" onClick={close}>
            {say("message.keep")}
          </button>
        </div>
      ) : (
        <button type="button" onClick={() => (sure.value = true)}>
          {say("message.delete")}
        </button>
      )}
      {problem.value && <p role="alert">{problem.value}</p>}
    </div>
  );
}
