// Times as people read them: in the language of the interface, in the manner of the reader's own region, and in the
// reader's own time zone.

import { language } from "./language";

const own = typeof navigator === "undefined" ? [] : (navigator.languages ?? []);
const locale = own.find((tag) => tag.split("-")[0] === language.tag) ?? language.tag;

const hour = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });

export const timeOf = (at: number): string => hour.format(at);
export const dayOf = (at: number): string => day.format(at);
/** A moment that may be on another day. */
export const whenOf = (at: number): string =>
  sameDay(at, Date.now()) ? timeOf(at) : `${dayOf(at)}, ${timeOf(at)}`;
export const sameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString();
