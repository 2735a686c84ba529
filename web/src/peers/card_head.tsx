import { say } from "../strings/everywhere";

/** A card's heading, and the way to close it where one looks first. */
export function CardHead({ id, title, close }: { id: string; title: string; close: () => void }) {
  return (
    <div class="card-head">
      <h2 id={id}>{title}</h2>
      <button type="button" class="quiet" onClick={close}>
        {say("cards.close")}
      </button>
    </div>
  );
}
