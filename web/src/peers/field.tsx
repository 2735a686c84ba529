import type { ComponentChildren } from "preact";

export const hintId = (id: string): string => `${id}-hint`;
export const errorId = (id: string): string => `${id}-error`;

/** What an input needs to be tied to its hint and its error. */
export function described(id: string, error: string | null | undefined, hint: string | boolean | undefined) {
  return {
    id,
    "aria-describedby": [error && errorId(id), hint && hintId(id)].filter(Boolean).join(" ") || undefined,
    "aria-invalid": error ? ("true" as const) : undefined,
  };
}

/** Why a field was not accepted, beside it. */
export function FieldError({ id, error }: { id: string; error: string | null | undefined }) {
  return error ? (
    <p class="field-error" id={errorId(id)}>
      {error}
    </p>
  ) : null;
}

/** A labelled field with a hint. */
export function Field(props: {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  children: ComponentChildren;
}) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.hint && (
        <p class="hint" id={hintId(props.id)}>
          {props.hint}
        </p>
      )}
      {props.children}
      <FieldError id={props.id} error={props.error} />
    </div>
  );
}

/** A tick with its words. */
export function Tick(props: {
  id: string;
  label: ComponentChildren;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: string | undefined;
  error?: string | null | undefined;
}) {
  return (
    <div class="field">
      <label class="tick">
        <input
          type="checkbox"
          {...described(props.id, props.error, props.hint)}
          checked={props.checked}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span>{props.label}</span>
      </label>
      {props.hint && (
        <p class="hint" id={hintId(props.id)}>
          {props.hint}
        </p>
      )}
      <FieldError id={props.id} error={props.error} />
    </div>
  );
}
