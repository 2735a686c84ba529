import { useSignal } from "@preact/signals";
import { invitation } from "../session";
import { Register } from "./register";
import { SignIn } from "./sign_in";

/** Who has an invitation registers, everybody else signs in; each can change over. */
export function Entrance({ says }: { says: string | null }) {
  const known = useSignal(false);
  const code = invitation.value;
  return code !== null && !known.value ? (
    <Register code={code} onHaveAccount={() => (known.value = true)} />
  ) : (
    <SignIn says={says} onInvited={code === null ? undefined : () => (known.value = false)} />
  );
}
