import { say } from "../strings/everywhere";

/** To a plain page, in place of this one: there is one history entry throughout. */
export function PlainPageLink({ page, words }: { page: string; words: string }) {
  function follow(event: Event) {
    event.preventDefault();
    location.replace(page);
  }
  return (
    <a class="line-link" href={page} onClick={follow}>
      {words}
    </a>
  );
}

/** To the page of all numbers. */
export const HelpPageLink = () => <PlainPageLink page="/help" words={say("help.plain_page")} />;
