// The parts of the page, in the order in which they are listed. One line each; each part is a file of its own.

import type { ComponentType } from "preact";
import { say as words } from "../strings/looks";
import { say } from "../strings/you";
import { Agreement } from "./agreement";
import { Authenticator } from "./authenticator";
import { Care } from "./care";
import { Decisions } from "./decisions";
import { Device } from "./device";
import { Erase } from "./erase";
import { Looks } from "./looks";
import { Muted } from "./muted";
import { Passkeys } from "./passkeys";
import { Passphrase } from "./passphrase";
import { Recovery } from "./recovery";
import { SignedIn } from "./signed_in";
import { TakeAlong } from "./take_along";

export interface Section {
  /** Its name in this tab's storage. */
  name: string;
  title: () => string;
  /** A few words of what one finds there. */
  about: () => string;
  /** Only for whoever may do this, by the server's table of permissions. */
  may?: string;
  Part: ComponentType;
}

export const SECTIONS: readonly Section[] = [
  { name: "care", title: () => say("care.title"), about: () => say("care.about"), Part: Care },
  {
    name: "passphrase",
    title: () => say("passphrase.title"),
    about: () => say("passphrase.about"),
    Part: Passphrase,
  },
  {
    name: "passkeys",
    title: () => say("passkeys.title"),
    about: () => say("passkeys.about"),
    Part: Passkeys,
  },
  {
    name: "authenticator",
    title: () => say("authenticator.title"),
    about: () => say("authenticator.about"),
    may: "second.set_up",
    Part: Authenticator,
  },
  {
    name: "recovery",
    title: () => say("recovery.title"),
    about: () => say("recovery.about"),
    Part: Recovery,
  },
  {
    name: "signed_in",
    title: () => say("signed_in.title"),
    about: () => say("signed_in.about"),
    Part: SignedIn,
  },
  { name: "device", title: () => say("device.title"), about: () => say("device.about"), Part: Device },
  { name: "muted", title: () => say("muted.title"), about: () => say("muted.about"), Part: Muted },
  {
    name: "decisions",
    title: () => say("decisions.title"),
    about: () => say("decisions.about"),
    Part: Decisions,
  },
  { name: "looks", title: () => words("looks.title"), about: () => words("looks.about"), Part: Looks },
  {
    name: "agreement",
    title: () => say("agreement.title"),
    about: () => say("agreement.about"),
    Part: Agreement,
  },
  { name: "copy", title: () => say("copy.title"), about: () => say("copy.about"), Part: TakeAlong },
  { name: "erase", title: () => say("erase.title"), about: () => say("erase.about"), Part: Erase },
];
