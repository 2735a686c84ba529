import { useSignal } from "@preact/signals";
import type { Me } from "../../generated/wire";
import { say } from "../../strings/console";
import { invitation, signOut } from "../session";
import { Door } from "./door";
import { Register } from "./register";

/** Somebody is signed in who is not a moderator. With an invitation they can become one, under another name; with
 * one for their account under their own (take_role.tsx). */
export function NotForYou({ me }: { me: Me }) {
  const failed = useSignal(false);
  if (invitation.value !== null) return <Register code={invitation.value} signedInAs={me.pseudonym} />;

  async function leave() {
    try {
      await signOut();
    } catch {
      failed.value = true;
    }
  }
  return (
    <Door title={say("not_for_you.title")}>
      <p>{say("not_for_you.lead", { name: me.pseudonym })}</p>
      <p>
        <a href="/">{say("not_for_you.rooms")}</a>
      </p>
      <button type="button" onClick={leave}>
        {say("bar.sign_out")}
      </button>
      {failed.value && <p role="alert">{say("bar.sign_out_failed")}</p>}
    </Door>
  );
}
