import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SecondProofs } from "../../generated/wire";
import { say } from "../../strings/console";
import { canPasskeys, makePasskey, proveByPasskey } from "../../wire/passkeys";
import { readSecondProofs } from "../api";
import { ProveDialog } from "../screen/prove_dialog";
import { noticeRefusal, session, signOut } from "../session";
import { Door } from "./door";
import { SetUpCode } from "./set_up_code";
import { ShowCode } from "./show_code";
import { WithPasskey } from "./with_passkey";

/** Between the passphrase and the desk: the code of one's app, or setting it up. */
export function SecondProof() {
  const has = useSignal<SecondProofs | null>(null);
  const failed = useSignal(false);
  useEffect(() => void look(), []);

  async function look() {
    failed.value = false;
    try {
      has.value = await readSecondProofs();
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

  const passkeys = (has.value?.passkeys.length ?? 0) > 0;
  const nothing = has.value !== null && !has.value.totp && !passkeys;
  return (
    <Door title={say(nothing ? "second.set_up" : "second.title")}>
      {passkeys && <WithPasskey says={say("second.passkey")} act={proveByPasskey} />}
      {has.value?.totp && <ShowCode />}
      {nothing && <SetUpCode />}
      {nothing && canPasskeys() && <WithPasskey says={say("second.make_passkey")} act={makePasskey} />}
      <ProveDialog />
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
