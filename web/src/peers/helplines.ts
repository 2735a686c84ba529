// Help lines by country, fetched before they are needed and kept, so that they are there when the network is not.
// No number is written anywhere in this page's code: all of them come from the server's records.

import { signal } from "@preact/signals";
import type { Country, Help } from "../generated/wire";
import * as api from "../wire/api";
import { keeping } from "../wire/keeping";

const known = signal<ReadonlyMap<string, Help>>(new Map());

/** Countries whose lines could not be fetched. */
const missing = signal<ReadonlySet<string>>(new Set());

export const countries = signal<readonly Country[]>([]);

/** The last attempt to read them failed. */
export const countriesMissing = signal(false);

/** The country chosen by somebody; never guessed. */
export const country = signal(keeping.read("country") ?? "");

export function chooseCountry(code: string): void {
  country.value = code;
  if (code) keeping.write("country", code);
  void fetchHelp(code);
}

export type Emergencies = Pick<Help, "name" | "emergency" | "emergency_note">;

/** The emergency number of a country. It came with the list of countries, so it is there before anything is chosen. */
export const emergencyOf = (code: string): Emergencies | null => {
  const listed = countries.value.find((one) => one.code === code && one.emergency);
  return (
    helpOf(code) ?? (listed ? { emergency_note: null, ...listed, emergency: listed.emergency ?? null } : null)
  );
};

export const helpOf = (code: string): Help | null => known.value.get(code) ?? null;
export const helpMissing = (code: string): boolean => missing.value.has(code) && !known.value.has(code);

export async function fetchHelp(code: string): Promise<void> {
  if (!code) return;
  if (!known.value.has(code)) {
    const kept = keeping.read(`help.${code}`);
    if (kept) known.value = new Map(known.value).set(code, JSON.parse(kept) as Help);
  }
  try {
    const help = await api.help(code);
    known.value = new Map(known.value).set(code, help);
    keeping.write(`help.${code}`, JSON.stringify(help));
    missing.value = new Set([...missing.value].filter((other) => other !== code));
  } catch {
    missing.value = new Set(missing.value).add(code);
  }
}

export async function fetchCountries(): Promise<void> {
  if (countries.value.length > 0) return;
  try {
    countries.value = (await api.countries()).countries;
    countriesMissing.value = false;
  } catch {
    countriesMissing.value = true;
  }
}
