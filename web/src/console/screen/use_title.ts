import { useSignalEffect } from "@preact/signals";
import { say } from "../../strings/console";
import { waitingNow } from "../desk/queue";

/** The tab's title tells how many cases cannot wait: a moderator may be looking at another tab. */
export function useTitle(): void {
  useSignalEffect(() => {
    const count = waitingNow.value;
    document.title = count > 0 ? say("console.title_now", { count }) : say("console.title");
  });
}
