import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../strings/console";
import { openId } from "../desk/open_case";
import { backToDesk, type PlaceName } from "./elsewhere";
import { places } from "./places";

/** One of the other screens, once its script is here. */
export function Elsewhere({ name }: { name: PlaceName }) {
  const loaded = useSignal<{ Screen: ComponentType } | null>(null);
  const failed = useSignal(false);
  const open = useRef(openId.peek());
  const heading = useRef<HTMLHeadingElement>(null);
  const place = places().find((one) => one.name === name);

  async function load() {
    failed.value = false;
    try {
      const Screen = await place?.load();
      loaded.value = Screen ? { Screen } : null;
    } catch {
      failed.value = true; // no network, or a newer version of the console has taken this one's place
    }
  }

  useEffect(() => {
    void load();
    heading.current?.focus();
  }, []);
  useSignalEffect(() => {
    if (openId.value !== open.current && openId.value !== null) backToDesk(); // a case was opened from the list
  });
  if (!place) return <main class="elsewhere" />;
  const Screen = loaded.value?.Screen;
  return (
    <main class="elsewhere">
      <h1 tabIndex={-1} ref={heading}>
        {place.title()}
      </h1>
      {Screen && <Screen />}
      {!Screen && !failed.value && <p>{say("app.moment")}</p>}
      {failed.value && (
        <p role="alert">
          {say("more.not_loaded")}{" "}
          <button type="button" onClick={load}>
            {say("app.again")}
          </button>
        </p>
      )}
    </main>
  );
}
