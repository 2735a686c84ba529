import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Me } from "../../generated/wire";
import { say } from "../../strings/console";
import { commands } from "./palette_commands";

/** How often it was opened, while it is open. */
const opened = signal<number | null>(null);
let times = 0;

export function openPalette(): void {
  times += 1;
  opened.value = times;
}

export const Palette = ({ me }: { me: Me }) =>
  opened.value === null ? null : <Opened key={opened.value} me={me} />;

/** Everything that can be done now, by a few letters of it. */
function Opened({ me }: { me: Me }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const words = useSignal("");
  const at = useSignal(0);
  useEffect(() => {
    dialog.current?.showModal();
    field.current?.focus();
  }, []);

  const found = commands(me).filter(({ says }) =>
    says.toLowerCase().includes(words.value.trim().toLowerCase()),
  );
  const chosen = Math.min(at.value, found.length - 1);

  function close() {
    dialog.current?.close(); // the focus is again where it was
    opened.value = null;
  }

  function carryOut(index: number) {
    const command = found[index];
    if (!command) return;
    close();
    command.run();
  }

  function pressed(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      at.value = Math.max(0, Math.min(found.length - 1, chosen + step));
      document.getElementById(`palette-${at.value}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      carryOut(chosen);
    }
  }

  return (
    <dialog ref={dialog} aria-label={say("palette.title")} onCancel={close}>
      <label for="palette">{say("palette.title")}</label>
      <input
        id="palette"
        ref={field}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found.length > 0 ? `palette-${chosen}` : undefined}
        value={words.value}
        onInput={(event) => {
          words.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={pressed}
      />
      <div id="palette-list" role="listbox" aria-label={say("palette.title")} class="palette">
        {found.map(({ says }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field, which has the focus
          <div
            key={says}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => carryOut(index)}
          >
            {says}
          </div>
        ))}
      </div>
      <p role="status" class="soft">
        {found.length === 0 && say("palette.none")}
      </p>
    </dialog>
  );
}
