import type { Help } from "../generated/wire";
import { say } from "../strings/peers";
import { Service } from "./service";

interface Shown {
  help: Help;
  most?: number;
  /** The kind of line that comes first. */
  first?: string | undefined;
}

/** The help lines of a country. The first is followed by where to turn if nobody answers. */
export function Services({ help, most, first: kind }: Shown) {
  const fitting = help.services.filter((service) => service.kind === kind);
  const [first, ...rest] = [...new Set([...fitting, ...help.services])].slice(0, most);
  if (!first) return <p>{say("help.none", { country: help.name })}</p>;
  return (
    <div class="services">
      <Service service={first} />
      {rest.length > 0 && <p class="if-nobody">{say("service.if_nobody")}</p>}
      {rest.map((service) => (
        <Service key={service.name + service.phone + service.sms} service={service} />
      ))}
      {help.few && <p class="soft">{say("service.few", { country: help.name })}</p>}
    </div>
  );
}

/** The emergency number of a country. */
export function Emergency({ help }: { help: Help }) {
  if (!help.emergency) return <p>{say("help.no_emergency", { country: help.name })}</p>;
  return (
    <div class="emergency">
      <p>{say("help.emergency")}</p>
      <p class="reach">
        <a class="button strong" href={`tel:${help.emergency}`}>
          {say("service.call", { number: help.emergency })}
        </a>
      </p>
      {help.emergency_note && <p class="soft">{help.emergency_note}</p>}
    </div>
  );
}
