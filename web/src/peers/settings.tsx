import { useSignal } from "@preact/signals";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { keepOnDevice, keptOnDevice } from "../wire/keeping";
import { Complain } from "./complain";
import { CountrySelect } from "./country_select";
import { Tick } from "./field";
import { chooseCountry, country } from "./helplines";
import { muted, unmute } from "./muted";
import { SanctionLine } from "./sanction_line";
import { sanctions } from "./sanctions";
import { me, setMe, signOut } from "./session";
import { shiftThrice, useShiftThrice } from "./shift_thrice";
import { Title } from "./title";

/** What one can set, all of it on one page. */
export function Settings() {
  const keep = useSignal(keptOnDevice());
  return (
    <div class="form">
      <Title>{say("settings.title")}</Title>
      <p class="soft">{say("rooms.you_are", { name: me.value?.pseudonym ?? "" })}</p>
      <Country />
      <Tick
        id="keep"
        label={say("settings.keep")}
        hint={say("settings.keep_hint")}
        checked={keep.value}
        onChange={(yes) => {
          keepOnDevice(yes);
          keep.value = yes;
        }}
      />
      <section class="field" aria-labelledby="exit-title">
        <h2 id="exit-title">{say("top.exit")}</h2>
        <p>{say("settings.exit_does")}</p>
        <p>{say("settings.exit_cannot")}</p>
        <Tick
          id="shift-thrice"
          label={say("settings.shift_thrice")}
          checked={shiftThrice.value}
          onChange={useShiftThrice}
        />
      </section>
      <MutedPeople />
      {sanctions.value.map((one) => (
        <SanctionLine key={one.id} sanction={one} />
      ))}
      <Complain />
      <section class="field" aria-labelledby="agreement-title">
        <h2 id="agreement-title">{say("settings.agreement")}</h2>
        <p>{say("settings.agreement_how")}</p>
        <p>{say("settings.agreement_erase")}</p>
      </section>
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

function MutedPeople() {
  return (
    <section class="field" aria-labelledby="muted-title">
      <h2 id="muted-title">{say("settings.muted")}</h2>
      {muted.value.length === 0 && <p class="soft">{say("settings.muted_none")}</p>}
      <ul class="muted-people">
        {muted.value.map(({ member_id, alias }) => (
          <li key={member_id}>
            <span dir="auto">{alias}</span>
            <button type="button" onClick={() => unmute(member_id)}>
              {say("settings.unmute", { alias })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignOut() {
  const problem = useSignal<string | null>(null);

  async function leave() {
    problem.value = null;
    try {
      await signOut();
    } catch {
      problem.value = say("settings.sign_out_failed");
    }
  }

  return (
    <section class="field">
      <button type="button" onClick={leave}>
        {say("settings.sign_out")}
      </button>
      <p class="hint">{say("settings.sign_out_hint")}</p>
      {problem.value && <p role="alert">{problem.value}</p>}
    </section>
  );
}
