// The records of help lines in words that a person reads: names of languages for their codes, hours for "24/7".

import type { Service } from "../generated/wire";
import { say } from "../strings/everywhere";
import { language } from "../strings/language";

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

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEK = 7 * 24 * 60;

/** Whether it is open at this moment by its own clock, and when it is; of a line without a zone, its hours alone. */
export function openWords({ hours, open, zone }: Service, now: Date): string {
  const minute = zone ? minuteThere(zone, now) : null;
  if (!zone || minute === null) return hoursWords(hours);
  const isOpen = open?.some(({ begin, end }) =>
    [minute, minute + WEEK].some((at) => begin <= at && at < end),
  );
  const place = zone.slice(zone.lastIndexOf("/") + 1).replace(/_/g, " ");
  const when = hours.replace(zone, "").trim();
  return say(isOpen ? "service.open_now" : "service.closed_now", { when, place });
}

/** Minutes since Monday 00:00 there. An old browser may not know the zone: then nothing is said of now. */
function minuteThere(timeZone: string, now: Date): number | null {
  try {
    const form = {
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
    } as const;
    const parts = new Intl.DateTimeFormat("en-GB", form).formatToParts(now);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
    return DAYS.indexOf(part("weekday")) * 24 * 60 + Number(part("hour")) * 60 + Number(part("minute"));
  } catch {
    return null;
  }
}

export const audienceWords = (audience: string): string =>
  audience === "all" ? say("service.for_all") : say("service.for", { audience });
