import { useEffect, useRef } from "preact/hooks";
import { say } from "../strings/everywhere";
import { helpIsOpen } from "./help_open";
import { leaveQuickly } from "./leave_quickly";

/** The top of every screen. `back`: the way back, where there is one. */
export function Top({ back: leave }: { back: (() => void) | null }) {
  const help = useRef<HTMLButtonElement>(null);
  const back = helpIsOpen.value ? close : leave;

  function close() {
    helpIsOpen.value = false;
    help.current?.focus();
  }

  function toggle() {
    if (helpIsOpen.value) close();
    else helpIsOpen.value = true;
  }

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key === "Escape" && helpIsOpen.value) close();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <header class="top">
      {back ? (
        <button type="button" class="quiet back" onClick={back}>
          <span aria-hidden="true" class="arrow" />
          <span>{say("top.back")}</span>
        </button>
      ) : (
        <span class="place">{say("app.name")}</span>
      )}
      <button type="button" class="quiet exit" onClick={leaveQuickly}>
        {say("top.exit")}
      </button>
      <button type="button" ref={help} class="primary" aria-expanded={helpIsOpen.value} onClick={toggle}>
        {say("top.help")}
      </button>
    </header>
  );
}
