import type { Help, Service as ServiceData } from "../generated/wire";
import { say } from "../strings/everywhere";
import type { Emergencies } from "./helplines";
import { Service } from "./service";

/** Those of a kind first, then the others. */
export function linesOf(help: Help, kind?: string): readonly ServiceData[] {
  return [...new Set([...help.services.filter((service) => service.kind === kind), ...help.services])];
}

/** The help lines of a country. The first is followed by where to turn if nobody answers. */
export function Services({ help, most }: { help: Help; most?: number }) {
  const [first, ...rest] = help.services.slice(0, most);
  if (!first) return <NoLine help={help} />;
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

/** What one can do where we know of nobody. */
export function NoLine({ help: { country, name } }: { help: Help }) {
  return <p>{country === ELSEWHERE ? say("help.none_elsewhere") : say("help.none", { country: name })}</p>;
}

/** The code of "another country". */
const ELSEWHERE = "ZZ";

/** The emergency number of a country. */
export function Emergency({ help: { name, emergency, emergency_note } }: { help: Emergencies }) {
  if (!emergency) return <p>{say("help.no_emergency", { country: name })}</p>;
  return (
    <div class="emergency">
      <p>{say("help.emergency")}</p>
      <p class="reach">
        <a class="button strong" href={`tel:${emergency}`}>
          {say("service.call", { number: emergency })}
        </a>
      </p>
      {emergency_note && <p class="soft">{emergency_note}</p>}
    </div>
  );
}
