import { say } from "../strings/peers";
import { categoryWords } from "./notice_words";

/** Why one's own words were stopped, and what comes next, said at once. Where the server names no category (it is
 * neutral on purpose, or there is a card that says it better), there is the next step alone. */
export function WhyStopped({ category, why, next }: WhyProps) {
  const named = categoryWords(category);
  return (
    <div class="why">
      {(named || why) && (
        <p>
          <span class="mark">{say("automatic")}</span> {say("why.title")} {named && <strong>{named}.</strong>}{" "}
          {why}
        </p>
      )}
      <p>{next}</p>
    </div>
  );
}

interface WhyProps {
  category: string | null;
  why: string | null;
  next: string;
}
