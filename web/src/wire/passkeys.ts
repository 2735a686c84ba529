// Passkeys, as the browser has them: bytes there, base64url in the server's JSON.

import type { Me, PasskeyOptions } from "../generated/wire";
import { call } from "./api";
import { proved } from "./proving";

/** The device made none, or its owner thought better of it. */
export class NoPasskey extends Error {
  override readonly name = "NoPasskey";
}

/** Old browsers, and pages that came without https, have none. */
export const canPasskeys = (): boolean => typeof PublicKeyCredential !== "undefined";

type Bytes = Uint8Array<ArrayBuffer>;
interface Named {
  id: string;
  type: "public-key";
}

export function toBytes(text: string): Bytes {
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer): string {
  const raw = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const named = (list: readonly Named[] | undefined) =>
  list?.map(({ id, type }) => ({ type, id: toBytes(id) }));

async function ask<T extends AuthenticatorResponse>(
  question: () => Promise<Credential | null>,
): Promise<[PublicKeyCredential, T]> {
  const made = await question().catch(() => null);
  if (!(made instanceof PublicKeyCredential)) throw new NoPasskey();
  return [made, made.response as T];
}

/** Has the device sign the server's question. Throws NoPasskey, and what the API throws. */
async function sign(): Promise<string> {
  const { options } = await call<PasskeyOptions>("POST", "/api/passkeys/options");
  const { allowCredentials, challenge, ...rest } = JSON.parse(options);
  const publicKey = {
    ...rest,
    challenge: toBytes(challenge),
    allowCredentials: named(allowCredentials) ?? [],
  };
  const [made, { authenticatorData, clientDataJSON, signature, userHandle }] =
    await ask<AuthenticatorAssertionResponse>(() => navigator.credentials.get({ publicKey }));
  return JSON.stringify({
    id: made.id,
    rawId: made.id,
    type: made.type,
    clientExtensionResults: {},
    response: {
      authenticatorData: toText(authenticatorData),
      clientDataJSON: toText(clientDataJSON),
      signature: toText(signature),
      ...(userHandle && { userHandle: toText(userHandle) }),
    },
  });
}

/** A new passkey in this device, known to the server. */
export async function makePasskey(): Promise<void> {
  const { options } = await proved(() => call<PasskeyOptions>("POST", "/api/me/passkeys/options"));
  const { challenge, excludeCredentials, user, ...rest } = JSON.parse(options);
  const publicKey = {
    ...rest,
    challenge: toBytes(challenge),
    user: { ...user, id: toBytes(user.id) },
    excludeCredentials: named(excludeCredentials) ?? [],
  };
  const [made, { attestationObject, clientDataJSON }] = await ask<AuthenticatorAttestationResponse>(() =>
    navigator.credentials.create({ publicKey }),
  );
  const credential = JSON.stringify({
    id: made.id,
    rawId: made.id,
    type: made.type,
    clientExtensionResults: {},
    response: { attestationObject: toText(attestationObject), clientDataJSON: toText(clientDataJSON) },
  });
  await call("POST", "/api/me/passkeys", { credential });
}

export const removePasskey = (id: string) =>
  proved(() => call("DELETE", `/api/me/passkeys/${encodeURIComponent(id)}`));

export async function comeInByPasskey(keep: boolean): Promise<Me> {
  return call<Me>("POST", "/api/passkeys/session", { credential: await sign(), keep });
}

export async function proveByPasskey(): Promise<void> {
  await call("POST", "/api/me/proof", { passkey: await sign() });
}
