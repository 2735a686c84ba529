import { say } from "../strings/you";

/** How one takes back what one agreed to. */
export function Agreement() {
  return (
    <>
      <p>{say("agreement.how")}</p>
      <p>{say("agreement.erase")}</p>
    </>
  );
}
