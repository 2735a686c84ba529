import { useSignal } from "@preact/signals";
import type { Help, Service } from "../../generated/wire";
import { say } from "../../strings/console";
import { help } from "../../wire/api";
import { countryInWords } from "./words";

/** The help lines of the person's country, to be passed on to them; read when somebody wants to see them. */
export function HelpThere({ country }: { country: string }) {
  const found = useSignal<Help | null>(null);
  const failed = useSignal(false);

  async function read(details: HTMLDetailsElement) {
    if (!details.open || found.value) return;
    failed.value = false;
    try {
      found.value = await help(country);
    } catch {
      failed.value = true;
    }
  }

  return (
    <details class="help-there" onToggle={(event) => read(event.currentTarget)}>
      <summary>{say("help.there", { country: countryInWords(country) })}</summary>
      {failed.value && (
        <p role="alert">
          {say("help.failed")} <a href="/help">{say("help.page")}</a>
        </p>
      )}
      {found.value && <Lines help={found.value} />}
    </details>
  );
}

function Lines({ help: { emergency, emergency_note, services } }: { help: Help }) {
  return (
    <ul>
      {emergency && (
        <li>
          {say("help.emergency")} <strong>{emergency}</strong>{" "}
          {emergency_note && <span class="soft">{emergency_note}</span>}
        </li>
      )}
      {services.map((service) => (
        <li key={service.name}>
          {service.name} <strong>{reach(service)}</strong> <span class="soft">{service.hours}</span>
          {!service.confirmed && <span class="soft"> · {say("help.unconfirmed")}</span>}
        </li>
      ))}
      {services.length === 0 && <li>{say("help.none")}</li>}
    </ul>
  );
}

const reach = ({ phone, sms, webchat }: Service): string => [phone, sms, webchat].filter(Boolean).join(" · ");
