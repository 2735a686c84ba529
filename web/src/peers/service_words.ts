// The records of help lines in words that a person reads: names of languages for their codes, and without the notes
// that editors left for each other.

import { language } from "../strings/language";
import { say } from "../strings/peers";

const CODE = /^[a-z]{2,3}$/;

/** Old browsers have no names; the code is better than nothing. */
function nameOf(code: string): string {
  try {
    return new Intl.DisplayNames([language.tag], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

const withoutNotes = (text: string): string => text.replace(/\s*\(memory[^)]*\)/, "");

/** "en es phone interpreters" becomes "English, Spanish, phone interpreters". */
export function languageWords(listed: string): string {
  const words = withoutNotes(listed)
    .split(" ")
    .filter((word) => word !== "+");
  const codes = words.filter((word) => CODE.test(word)).map(nameOf);
  const rest = words.filter((word) => !CODE.test(word)).join(" ");
  return [...codes, rest].filter(Boolean).join(", ");
}

export const hoursWords = withoutNotes;

export const audienceWords = (audience: string): string =>
  audience === "all" ? say("service.for_all") : say("service.for", { audience });

/** Where one can chat, and what the records say about it. Null: they name no site that could be opened. */
export function chatPlace(webchat: string): { site: string; more: string } | null {
  const [site = "", ...more] = withoutNotes(webchat).split(" ");
  return /^[\w.-]+\.[a-z]{2,}(\/\S*)?$/i.test(site)
    ? { site, more: more.join(" ").replace(/^\(|\)$/g, "") }
    : null;
}
