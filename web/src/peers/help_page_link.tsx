import { say } from "../strings/everywhere";

/** To the plain page of all numbers, in place of this one: there is one history entry throughout. */
export function HelpPageLink() {
  function follow(event: Event) {
    event.preventDefault();
    location.replace("/help");
  }
  return (
    <a class="line-link" href="/help" onClick={follow}>
      {say("help.plain_page")}
    </a>
  );
}
