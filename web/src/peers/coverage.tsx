/** Whether a person is on duty, as a lamp and in words. Null: not known yet. */
export function Coverage({ staffed, words }: { staffed: boolean | null; words: string }) {
  if (staffed === null) return null;
  return (
    <p class={staffed ? "coverage lit" : "coverage"}>
      <span class="lamp" aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}
