import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "../../strings/console";
import { readSecondProofs } from "../api";
import { noticeRefusal, session, signOut } from "../session";
import { Door } from "./door";
import { SetUpCode } from "./set_up_code";
import { ShowCode } from "./show_code";

/** Between the passphrase and the desk: the code of one's app, or setting it up. */
export function SecondProof() {
  const hasOne = useSignal<boolean | null>(null);
  const failed = useSignal(false);
  useEffect(() => void look(), []);

  async function look() {
    failed.value = false;
    try {
      hasOne.value = (await readSecondProofs()).totp;
    } catch (error) {
      noticeRefusal(error);
      failed.value = true;
    }
  }

  async function leave() {
    try {
      await signOut();
    } catch {
      failed.value = true;
    }
  }

  return (
    <Door title={say(hasOne.value === false ? "second.set_up" : "second.title")}>
      {hasOne.value === true && <ShowCode />}
      {hasOne.value === false && <SetUpCode />}
      {failed.value && (
        <p role="alert">
          {say("trouble.no_server")}{" "}
          <button type="button" onClick={look}>
            {say("app.again")}
          </button>
        </p>
      )}
      {session.value.kind === "unproven" && (
        <button type="button" class="quiet" onClick={leave}>
          {say("bar.sign_out")}
        </button>
      )}
    </Door>
  );
}
