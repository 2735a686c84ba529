import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Consent } from "../generated/wire";
import { say } from "../strings/peers";
import * as api from "../wire/api";
import { CountrySelect } from "./country_select";
import { FieldError, Tick } from "./field";
import { country } from "./helplines";
import { cardOf, fetchRooms } from "./open_rooms";
import { PassphraseField } from "./passphrase_field";
import { PseudonymChoice } from "./pseudonym_choice";
import { type Errors, errorsFrom, focusFirstError, WHOLE_FORM } from "./refused_fields";
import { addRoom, enter } from "./session";
import { Title } from "./title";
import { exitIsOver } from "./unfinished_exit";
import { go } from "./view";

const FIELDS = ["pseudonym", "passphrase", "age_confirmed", "consent", "country"];

/** The door: one short page. */
export function Join({ slug }: { slug: string | null }) {
  const form = useRef<HTMLFormElement>(null);
  const consent = useSignal<Consent | null>(null);
  const pseudonym = useSignal("");
  const passphrase = useSignal("");
  const age = useSignal(false);
  const agreed = useSignal(false);
  const chosen = useSignal(country.value);
  const keep = useSignal(false);
  const errors = useSignal<Errors>({});
  const busy = useSignal(false);

  async function readConsent() {
    try {
      consent.value = await api.consent();
    } catch (error) {
      errors.value = errorsFrom(error, []);
    }
  }
  useEffect(() => {
    void readConsent();
    if (slug && !cardOf(slug)) void fetchRooms();
  }, [slug]);

  /** What the server would say one by one is said at once. */
  function missing(): Errors {
    return {
      ...(!pseudonym.value.trim() && { pseudonym: say("join.name_missing") }),
      ...(!passphrase.value && { passphrase: say("join.passphrase_missing") }),
      ...(!age.value && { age_confirmed: say("join.age_missing") }),
      ...(!agreed.value && { consent: say("join.consent_missing") }),
      ...(!chosen.value && { country: say("join.country_missing") }),
    };
  }

  function fail(found: Errors) {
    errors.value = found;
    focusFirstError(form.current);
  }

  async function submit(event: Event) {
    event.preventDefault();
    if (busy.value) return;
    if (!consent.value) await readConsent();
    const found = missing();
    if (Object.keys(found).length > 0 || !consent.value) return fail(found);
    busy.value = true;
    errors.value = {};
    await exitIsOver;
    try {
      const who = await api.register({
        pseudonym: pseudonym.value.trim(),
        passphrase: passphrase.value,
        age_confirmed: age.value,
        consent: consent.value.version,
        country: chosen.value,
        keep: keep.value,
      });
      enter(who, keep.value);
      await goIn(slug);
    } catch (error) {
      if (error instanceof api.Refusal && error.code === "consent_outdated") {
        agreed.value = false;
        void readConsent();
      }
      fail(errorsFrom(error, FIELDS));
    }
    busy.value = false;
  }

  const room = cardOf(slug);
  return (
    <form class="form" ref={form} onSubmit={submit} noValidate>
      <Title>{room ? say("join.title_room", { room: room.title }) : say("join.title")}</Title>
      <p class="soft">
        {say("join.short")}{" "}
        <button type="button" class="quiet in-line" onClick={() => go({ name: "sign_in", slug })}>
          {say("join.have_name")}
        </button>
      </p>
      <PseudonymChoice value={pseudonym} error={errors.value.pseudonym} />
      <PassphraseField value={passphrase} isNew error={errors.value.passphrase} />
      <CountrySelect
        id="country"
        value={chosen.value}
        onChange={(code) => (chosen.value = code)}
        hint={say("join.country_hint")}
        error={errors.value.country}
      />
      <section class="field" aria-labelledby="consent-title">
        <h2 id="consent-title">{say("join.know")}</h2>
        <ul class="points">
          {consent.value?.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        {!consent.value && <p class="soft">{say("moment")}</p>}
      </section>
      <Tick
        id="consent"
        label={say("join.agree")}
        checked={agreed.value}
        onChange={(yes) => (agreed.value = yes)}
        error={errors.value.consent}
      />
      <Tick
        id="age_confirmed"
        label={say("join.age", { range: consent.value?.age_range ?? "…" })}
        checked={age.value}
        onChange={(yes) => (age.value = yes)}
        error={errors.value.age_confirmed}
      />
      <Tick
        id="keep"
        label={say("form.keep")}
        hint={say("form.keep_hint")}
        checked={keep.value}
        onChange={(yes) => (keep.value = yes)}
      />
      {errors.value[WHOLE_FORM] && (
        <div role="alert" tabIndex={-1}>
          <FieldError id={WHOLE_FORM} error={errors.value[WHOLE_FORM]} />
        </div>
      )}
      <button type="submit" class="primary wide" disabled={busy.value}>
        {busy.value ? say("moment") : say("join.submit")}
      </button>
    </form>
  );
}

/** Into the room one came for, or to one's rooms. */
export async function goIn(slug: string | null): Promise<void> {
  const room = cardOf(slug);
  if (!room) return go(slug ? { name: "card", slug } : { name: "directory" });
  try {
    addRoom(await api.join(room.id));
    go({ name: "room", id: room.id });
  } catch {
    go({ name: "card", slug: room.slug });
  }
}
