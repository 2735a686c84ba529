import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../strings/everywhere";
import { CountrySelect } from "./country_select";
import { Coverage } from "./coverage";
import { HelpPageLink } from "./help_page_link";
import {
  chooseCountry,
  countriesMissing,
  country,
  emergencyOf,
  fetchCountries,
  fetchHelp,
  helpMissing,
  helpOf,
} from "./helplines";
import { fetchRooms, staffed } from "./open_rooms";
import { Emergency, Services } from "./services";
import { wide } from "./wide";

/** "I need help now": who answers, in the country one chooses. Works without an account. `nobody`: what is said while no
 * moderator is on duty; inside it, the way to one. */
export function HelpPanel({ nobody, children }: { nobody: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Beside the screen where there is room, else in its place.
  const [Place, Heading] = wide.value ? (["aside", "h2"] as const) : (["main", "h1"] as const);
  const code = country.value;
  const help = helpOf(code);
  const numbers = emergencyOf(code);
  useEffect(() => {
    heading.current?.focus();
    void fetchRooms();
    void fetchHelp(country.peek());
  }, []);
  function fetchAgain() {
    void fetchCountries();
    void fetchHelp(code);
  }
  return (
    <Place class="help" aria-labelledby="help-title">
      <div class="help-inside">
        <Heading id="help-title" ref={heading} tabIndex={-1}>
          {say("help.title")}
        </Heading>
        <CountrySelect
          id="help-country"
          value={code}
          onChange={chooseCountry}
          hint={code ? undefined : say("help.choose")}
        />
        {numbers && <Emergency help={numbers} />}
        {help && (
          <>
            <h2>{say("help.services")}</h2>
            <Services help={help} />
          </>
        )}
        {!help && code && !helpMissing(code) && <p role="status">{say("moment")}</p>}
        {!help && (helpMissing(code) || countriesMissing.value) && (
          <p role="alert">
            {say("help.missing")}{" "}
            <button type="button" onClick={fetchAgain}>
              {say("again")}
            </button>
          </p>
        )}
        <section class="field" aria-labelledby="moderator-title">
          <h2 id="moderator-title">{say("help.here")}</h2>
          <Coverage staffed={staffed.value} words={staffed.value ? say("coverage.staffed") : nobody} />
          {children}
        </section>
        <p>
          <HelpPageLink />
        </p>
      </div>
    </Place>
  );
}
