import "./search.css";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CaseLine, Search } from "../../generated/wire";
import { whenOf } from "../../strings/clock";
import { say } from "../../strings/console";
import { rooms } from "../../wire/api";
import { findCases } from "../api_quality";
import {
  CATEGORY_NAMES,
  categoryInWords,
  holderInWords,
  kindInWords,
  urgencyInWords,
  whatItIs,
} from "../case/words";
import { openCase } from "../desk/open_case";
import { backToDesk } from "../elsewhere/elsewhere";
import { inWords } from "../in_words";

const KINDS = ["danger", "boundary", "asked", "appeal", "complaint"] as const;
const URGENCIES = ["now", "soon", "later"] as const;
const STATES = ["open", "taken", "closed"] as const;
const LEVELS = ["1", "2", "3", "4", "5"] as const;

const stateInWords = (state: (typeof STATES)[number]): string =>
  ({ open: say("search.open"), taken: say("search.taken"), closed: say("case.closed") })[state];

/** What the form holds, as it is sent: what is empty is left out. */
function wantedOf(form: HTMLFormElement): Search {
  const given = new FormData(form);
  const text = (name: string) => String(given.get(name) ?? "").trim();
  const wanted: Record<string, string | number> = {};
  for (const name of ["state", "kind", "urgency", "category", "room", "moderator", "person"])
    if (text(name)) wanted[name] = text(name);
  if (text("level")) wanted.level = Number(text("level"));
  if (text("since")) wanted.since = new Date(`${text("since")}T00:00`).getTime();
  if (text("until")) wanted.until = new Date(`${text("until")}T24:00`).getTime();
  return wanted as Search;
}

/** Cases by what stands around them, and never by anybody's words. */
export function SearchScreen() {
  const found = useSignal<readonly CaseLine[] | null>(null);
  const more = useSignal<string | null>(null);
  const asked = useSignal<Search>({});
  const problem = useSignal<string | null>(null);
  const form = useRef<HTMLFormElement>(null);

  async function ask(wanted: Search, before: readonly CaseLine[]) {
    problem.value = null;
    try {
      const page = await findCases(wanted);
      asked.value = wanted;
      found.value = [...before, ...page.cases];
      more.value = page.more ?? null;
    } catch (error) {
      problem.value = inWords(error);
    }
  }

  function submit(event: Event) {
    event.preventDefault();
    if (form.current) void ask(wantedOf(form.current), []);
  }

  return (
    <>
      <form class="search" ref={form} onSubmit={submit}>
        <p class="soft">{say("search.says")}</p>
        <div class="search-fields">
          <Choice
            name="state"
            label={say("search.state")}
            options={STATES.map((one) => [one, stateInWords(one)])}
          />
          <Choice
            name="kind"
            label={say("search.kind")}
            options={KINDS.map((one) => [one, kindInWords(one)])}
          />
          <Choice
            name="category"
            label={say("search.category")}
            options={CATEGORY_NAMES.map((one) => [one, categoryInWords(one)])}
          />
          <Choice
            name="urgency"
            label={say("search.urgency")}
            options={URGENCIES.map((one) => [one, urgencyInWords(one)])}
          />
          <Choice name="level" label={say("search.level")} options={LEVELS.map((one) => [one, one])} />
          <Rooms />
          <Field name="since" label={say("search.since")} isDay />
          <Field name="until" label={say("search.until")} isDay />
          <Field name="moderator" label={say("search.moderator")} />
          <Field name="person" label={say("search.person")} />
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            {say("search.find")}
          </button>
        </p>
      </form>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <p role="status">{found.value && say("search.found", { count: found.value.length })}</p>
      {found.value && <Found lines={found.value} />}
      {more.value !== null && (
        <p>
          <button
            type="button"
            onClick={() => ask({ ...asked.value, after: more.value as string }, found.value ?? [])}
          >
            {say("search.more")}
          </button>
        </p>
      )}
    </>
  );
}

function Found({ lines }: { lines: readonly CaseLine[] }) {
  async function look(id: string) {
    backToDesk();
    await openCase(id);
  }

  return (
    <ol class="found">
      {lines.map((line) => (
        <li key={line.id}>
          <button type="button" onClick={() => look(line.id)}>
            <strong>{whatItIs(line)}</strong>
            <span>
              {line.alias}
              {line.room && line.room !== line.alias ? `, ${line.room}` : ""}
            </span>
            <span class="soft">
              {whenOf(line.opened)}. {holderInWords(line)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

interface Options {
  name: string;
  label: string;
  options: readonly (readonly [string, string])[];
}

function Choice({ name, label, options }: Options) {
  return (
    <div>
      <label for={`search-${name}`}>{label}</label>
      <select id={`search-${name}`} name={name}>
        <option value="">{say("search.any")}</option>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A whole name, or a day. */
function Field({ name, label, isDay = false }: { name: string; label: string; isDay?: boolean }) {
  const id = `search-${name}`;
  return (
    <div>
      <label for={id}>{label}</label>
      {isDay ? (
        <input id={id} name={name} type="date" />
      ) : (
        <input id={id} name={name} autocomplete="off" dir="auto" />
      )}
    </div>
  );
}

function Rooms() {
  const all = useSignal<readonly (readonly [string, string])[]>([]);
  useEffect(() => {
    rooms().then(
      (answer) => (all.value = answer.rooms.map(({ id, title }) => [id, title] as const)),
      () => {}, // one searches without it
    );
  }, []);
  return <Choice name="room" label={say("search.room")} options={all.value} />;
}
