import { useSignal } from "@preact/signals";
import { CountrySelect } from "../peers/country_select";
import { chooseCountry, country } from "../peers/helplines";
import { Title } from "../peers/title";
import { say } from "../strings/you";
import * as api from "../wire/api";
import { Facilitating } from "./facilitating";
import { me, setMe, signOut } from "./me";
import { section } from "./section";
import { SECTIONS } from "./sections";

/** What there is, and what people come for most. */
export function Home() {
  return (
    <div class="form">
      <Title>{say("you.title")}</Title>
      <p class="soft">{say("rooms.you_are", { name: me.value?.pseudonym ?? "" })}</p>
      <Facilitating />
      <nav aria-label={say("you.title")}>
        <ul class="sections">
          {SECTIONS.filter(({ may }) => !may || me.value?.may.includes(may)).map(({ name, title, about }) => (
            <li key={name}>
              <button type="button" class="section-entry" onClick={() => (section.value = name)}>
                <span>{title()}</span>
                <span class="soft">{about()}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <Country />
      <SignOut />
    </div>
  );
}

function Country() {
  const error = useSignal<string | null>(null);

  async function choose(code: string) {
    if (!code) return;
    error.value = null;
    chooseCountry(code); // at once, whatever becomes of telling the server
    try {
      setMe(await api.chooseCountry(code));
    } catch (problem) {
      error.value = problem instanceof api.Refusal ? problem.says : say("unreachable");
    }
  }

  return (
    <CountrySelect
      id="country"
      value={country.value}
      onChange={choose}
      hint={say("join.country_hint")}
      error={error.value}
    />
  );
}

function SignOut() {
  const problem = useSignal<string | null>(null);

  async function leave() {
    problem.value = null;
    try {
      await signOut();
    } catch {
      problem.value = say("you.sign_out_failed");
    }
  }

  return (
    <section class="field">
      <button type="button" onClick={leave}>
        {say("you.sign_out")}
      </button>
      <p class="hint">{say("you.sign_out_hint")}</p>
      {problem.value && <p role="alert">{problem.value}</p>}
    </section>
  );
}
