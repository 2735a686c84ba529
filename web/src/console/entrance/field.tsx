import type { ComponentChildren } from "preact";

export interface Problem {
  /** Null: it is about the form as a whole. */
  field: string | null;
  says: string;
  /** What else is amiss: everything is said at once, and the focus goes to the first. */
  also?: readonly Problem[];
}

export const problemAt = (id: string, problem: Problem | null): Problem | undefined =>
  problem === null ? undefined : [problem, ...(problem.also ?? [])].find(({ field }) => field === id);

/** What ties an input to its hint and its problem. */
export function tied(id: string, problem: Problem | null, hint: "with hint" | "no hint" = "no hint") {
  const isHere = problemAt(id, problem) !== undefined;
  const described = [isHere && `${id}-problem`, hint === "with hint" && `${id}-hint`]
    .filter(Boolean)
    .join(" ");
  return {
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": isHere ? ("true" as const) : undefined,
  };
}

/** A labelled input with its hint, and why it was not accepted. */
export function Field(props: {
  id: string;
  label: string;
  hint?: string;
  problem: Problem | null;
  children: ComponentChildren;
}) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.hint && (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.children}
      <FieldProblem id={props.id} problem={props.problem} />
    </div>
  );
}

export function FieldProblem({ id, problem }: { id: string; problem: Problem | null }) {
  const here = problemAt(id, problem);
  return here ? (
    <p class="problem" id={`${id}-problem`}>
      {here.says}
    </p>
  ) : null;
}

/** A box to tick, its words beside it. */
export function Tick(props: {
  id: string;
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  problem: Problem | null;
}) {
  return (
    <div class="field">
      <label class="tick">
        <input
          type="checkbox"
          {...tied(props.id, props.problem)}
          checked={props.checked}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span>{props.label}</span>
      </label>
      <FieldProblem id={props.id} problem={props.problem} />
    </div>
  );
}
