import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Consent, Country } from "../../generated/wire";
import { say } from "../../strings/console";
import * as api from "../../wire/api";
import { enter } from "../session";
import { Door } from "./door";
import { Field, type Problem, Tick, tied } from "./field";
import { Form } from "./form";
import { missing } from "./missing";
import { Passphrase } from "./passphrase";
import { PseudonymChoice } from "./pseudonym_choice";

const FIELDS = ["pseudonym", "passphrase", "age_confirmed", "consent", "country"];

/** A moderator's account, made with an invitation. The same words are agreed to as by everybody. */
export function Register(props: { code: string; onHaveAccount?: () => void; signedInAs?: string }) {
  const pseudonym = useSignal("");
  const passphrase = useSignal("");
  const age = useSignal(false);
  const agreed = useSignal(false);
  const country = useSignal("");
  const consent = useSignal<Consent | null>(null);
  const countries = useSignal<readonly Country[]>([]);
  const problem = useSignal<Problem | null>(null);

  async function read() {
    try {
      const [terms, list] = await Promise.all([api.consent(), api.countries()]);
      consent.value = terms;
      countries.value = list.countries;
    } catch {
      problem.value = { field: null, says: say("trouble.no_server") };
    }
  }
  useEffect(() => void read(), []);

  async function send() {
    if (!consent.value) await read();
    if (!consent.value) return;
    problem.value = missing([
      ["pseudonym", pseudonym.value.trim() !== "", say("register.name_missing")],
      ["passphrase", passphrase.value !== "", say("register.passphrase_missing")],
      ["country", country.value !== "", say("register.country_missing")],
      ["consent", agreed.value, say("register.consent_missing")],
      ["age_confirmed", age.value, say("register.age_missing")],
    ]);
    if (problem.value) return;
    try {
      const me = await api.register({
        pseudonym: pseudonym.value.trim(),
        passphrase: passphrase.value,
        age_confirmed: age.value,
        consent: consent.value.version,
        country: country.value,
        invitation: props.code,
      });
      enter(me);
    } catch (error) {
      if (error instanceof api.Refusal && error.code === "consent_outdated") {
        agreed.value = false;
        await read();
      }
      throw error;
    }
  }

  return (
    <Door title={say("register.title")}>
      <p>{say("register.lead")}</p>
      {props.signedInAs && <p class="soft">{say("register.signed_in", { name: props.signedInAs })}</p>}
      <Form submit={say("register.submit")} problem={problem} fields={FIELDS} send={send}>
        <PseudonymChoice value={pseudonym} problem={problem.value} />
        <Passphrase value={passphrase} isNew problem={problem.value} />
        <Field
          id="country"
          label={say("field.country")}
          hint={say("field.country_hint")}
          problem={problem.value}
        >
          <select
            {...tied("country", problem.value, "with hint")}
            value={country.value}
            onChange={(event) => (country.value = event.currentTarget.value)}
          >
            <option value="">{say("field.country_choose")}</option>
            {countries.value.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        {consent.value && (
          <>
            <section class="terms" aria-labelledby="terms">
              <h2 id="terms">{say("register.terms")}</h2>
              <ul>
                {consent.value.points.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ul>
            </section>
            <Tick
              id="consent"
              label={say("register.consent")}
              checked={agreed.value}
              onChange={(yes) => (agreed.value = yes)}
              problem={problem.value}
            />
            <Tick
              id="age_confirmed"
              label={say("register.age", { range: consent.value.age_range })}
              checked={age.value}
              onChange={(yes) => (age.value = yes)}
              problem={problem.value}
            />
          </>
        )}
      </Form>
      {props.onHaveAccount && (
        <button type="button" class="quiet" onClick={props.onHaveAccount}>
          {say("register.have_account")}
        </button>
      )}
    </Door>
  );
}
