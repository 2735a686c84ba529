// The records of help lines in words that a person reads: names of languages for their codes, hours for "24/7".

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

/** "en es phone interpreters" becomes "English, Spanish, phone interpreters". */
export function languageWords(listed: string): string {
  const words = listed.split(" ").filter((word) => word !== "+");
  const codes = words.filter((word) => CODE.test(word)).map(nameOf);
  const rest = words.filter((word) => !CODE.test(word)).join(" ");
  return [...codes, rest].filter(Boolean).join(", ");
}

export function hoursWords(hours: string): string {
  if (hours === "24/7 phone") return say("service.phone_always");
  return hours.startsWith("24/7") ? say("service.always") : hours;
}

export const audienceWords = (audience: string): string =>
  audience === "all" ? say("service.for_all") : say("service.for", { audience });
