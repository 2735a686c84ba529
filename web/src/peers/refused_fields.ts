// Where a refusal belongs: beside the field it is about, or, without one, at the end of the form.

import { say } from "../strings/everywhere";
import { Refusal } from "../wire/api";

export type Errors = { readonly [field: string]: string | undefined };

const FIELD_OF_CODE: { readonly [code: string]: string | undefined } = {
  pseudonym_taken: "pseudonym",
  pseudonym_unusable: "pseudonym",
  passphrase_weak: "passphrase",
  passphrase_long: "passphrase",
  age_not_confirmed: "age_confirmed",
  consent_outdated: "consent",
  country_unknown: "country",
};

/** The key of what belongs to no field. */
export const WHOLE_FORM = "form";

export function errorsFrom(error: unknown, fields: readonly string[]): Errors {
  if (!(error instanceof Refusal)) return { [WHOLE_FORM]: say("unreachable_form") };
  const found: { [field: string]: string } = {};
  for (const { code, says, field = FIELD_OF_CODE[code] } of [error, ...error.also]) {
    const at = field && fields.includes(field) ? field : WHOLE_FORM;
    found[at] ??= says;
  }
  return found;
}

/** Move the focus to the first field that has an error, once it is drawn. */
export function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    const first = form?.querySelector<HTMLElement>('[aria-invalid="true"]:not([hidden]), [role="alert"]');
    first?.focus();
  });
}
