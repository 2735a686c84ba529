import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../strings/console";
import { sayTalk } from "../api_staff";
import { openId } from "../desk/open_case";
import { Key, shortcut } from "../screen/key";
import { TalkForm } from "./talk_form";

const asking = signal(false);
/** The case about which somebody has been asked. */
const askedAbout = signal<string | null>(null);

function stop(): void {
  if (!asking.value) return;
  document.getElementById("case-title")?.focus({ preventScroll: true }); // from here on keys are the case's
  asking.value = false;
}

export function askSupervisor(): void {
  if (openId.value !== null) asking.value = true;
}

/** From the case one is at: it stays where it is, and a lead is asked for. */
export function AskSupervisor({ id }: { id: string }) {
  const form = useRef<HTMLElement>(null);
  useEffect(() => {
    if (asking.value) form.current?.querySelector("textarea")?.focus();
  }, [asking.value]);
  useEffect(() => stop, [id]);

  if (askedAbout.value === id && !asking.value)
    return (
      <p class="soft" role="status">
        {say("talks.asked")}
      </p>
    );
  if (!asking.value)
    return (
      <p>
        <button type="button" class="quiet" onClick={askSupervisor} {...shortcut("ask_supervisor")}>
          {say("talks.ask_from_case")}
          <Key of="ask_supervisor" />
        </button>
      </p>
    );
  return (
    <section
      class="form"
      ref={form}
      aria-label={say("talks.ask_from_case")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        stop();
      }}
    >
      <p class="soft">{say("talks.from_case_says")}</p>
      <TalkForm
        kinds={["ask"]}
        send={async (wanted) => {
          await sayTalk({ ...wanted, case: id });
          stop();
          askedAbout.value = id;
        }}
      />
      <button type="button" class="quiet" onClick={stop}>
        {say("reason.cancel")}
      </button>
    </section>
  );
}
