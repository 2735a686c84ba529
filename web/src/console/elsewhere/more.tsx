import { useEffect, useRef } from "preact/hooks";
import type { Me } from "../../generated/wire";
import { say } from "../../strings/console";
import { toAccount } from "../account";
import { backToDesk, choosing, elsewhere, goTo } from "./elsewhere";
import { places } from "./places";

/** The list of the other screens, under the bar, while one chooses or is on one of them. */
export function More({ me }: { me: Me }) {
  const list = useRef<HTMLElement>(null);
  const open = choosing.value || elsewhere.value !== null;
  useEffect(() => {
    if (choosing.value) list.current?.querySelector("button")?.focus();
  }, [choosing.value]);
  if (!open) return null;
  return (
    <nav
      class="more"
      id="more"
      ref={list}
      aria-label={say("more.title")}
      onKeyDown={(event) => event.key === "Escape" && backToDesk()}
    >
      {places().map(({ name, title }) => (
        <button
          key={name}
          type="button"
          class="quiet"
          aria-current={elsewhere.value === name ? "page" : undefined}
          onClick={() => goTo(name)}
        >
          {title()}
        </button>
      ))}
      <button type="button" class="quiet" onClick={() => toAccount(me)}>
        {say("more.account")}
      </button>
      <button type="button" class="quiet" onClick={backToDesk}>
        {say("more.desk")}
      </button>
    </nav>
  );
}
