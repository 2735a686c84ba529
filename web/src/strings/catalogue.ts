// Every word on screen comes from a catalogue, so that it can be translated. An entry is a text, or a text for each
// plural form, chosen by `count`. `{name}` is filled in; which names an entry needs is part of its type.

import { language } from "./language";

export type Plural = { readonly [Form in Intl.LDMLPluralRule]?: string } & { readonly other: string };
export type Catalogue = { readonly [key: string]: string | Plural };

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type NamesOf<Entry> = Entry extends string
  ? Names<Entry>
  : { [Form in keyof Entry]: Entry[Form] extends string ? Names<Entry[Form]> : never }[keyof Entry] | "count";

type Values<Entry> = [NamesOf<Entry>] extends [never]
  ? []
  : [values: { [Name in NamesOf<Entry>]: Name extends "count" ? number : string | number }];

export type Say<C extends Catalogue> = <Key extends keyof C & string>(
  key: Key,
  ...values: Values<C[Key]>
) => string;

const plural = new Intl.PluralRules(language.tag);
const number = new Intl.NumberFormat(language.tag);

/** A catalogue's voice: `say("room.here", { count: 3 })`. */
export function sayFrom<const C extends Catalogue>(catalogue: C): Say<C> {
  return (key, ...[values]) =>
    fill(catalogue[key] as string | Plural, (values ?? {}) as Record<string, string | number>);
}

function fill(entry: string | Plural, values: Record<string, string | number>): string {
  const text =
    typeof entry === "string" ? entry : (entry[plural.select(Number(values.count))] ?? entry.other);
  return text.replace(/\{(\w+)\}/g, (whole: string, name: string) => {
    const value = values[name];
    return typeof value === "number" ? number.format(value) : (value ?? whole);
  });
}
