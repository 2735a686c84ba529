import type { Notice } from "../generated/wire";
import { say } from "../strings/peers";
import { draftOf, giveBack } from "./draft";
import { maskedWords } from "./notice_words";

/** Told to the author alone: part of a message was hidden, and its words are theirs to have back. */
export function MaskedNote({ notice }: { notice: Notice }) {
  const { room, text, code } = notice;
  const inTheBox = room && text && draftOf(room).value === text;
  return (
    <div class="note">
      <p>
        <span class="mark">{say("automatic")}</span> {maskedWords(code ?? null)}
      </p>
      {inTheBox && <p>{say("masked.in_the_box")}</p>}
      {room && text && !inTheBox && (
        <button type="button" class="quiet in-line" onClick={() => giveBack(room, text)}>
          {say("message.give_back")}
        </button>
      )}
    </div>
  );
}
