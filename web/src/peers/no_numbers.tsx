import { say } from "../strings/everywhere";
import { HelpPageLink } from "./help_page_link";

/** In place of the numbers when they could not be fetched: the truth, and the page that may still work. */
export function NoNumbers() {
  return (
    <div>
      <p>{say("help.missing")}</p>
      <HelpPageLink />
    </div>
  );
}
