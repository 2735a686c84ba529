// The language of the interface. There is one so far; right-to-left is derived from it, never set apart.

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi"]);

export type Direction = "ltr" | "rtl";

export function directionOf(tag: string): Direction {
  return RIGHT_TO_LEFT.has(tag.split("-")[0] ?? tag) ? "rtl" : "ltr";
}

const tag = "en";

export const language: { readonly tag: string; readonly dir: Direction } = { tag, dir: directionOf(tag) };

export function markLanguage(page: HTMLElement): void {
  page.lang = language.tag;
  page.dir = language.dir;
}
