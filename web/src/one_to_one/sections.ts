// The parts of the page besides its first screen. One line each; each part is a file of its own.

import type { ComponentType } from "preact";
import { say } from "../strings/one_to_one";
import { Apart } from "./apart";
import { AskSomebody } from "./ask_somebody";
import { Settings } from "./settings";

export interface Section {
  name: string;
  title: () => string;
  about: () => string;
  Part: ComponentType;
}

export const SECTIONS: readonly Section[] = [
  { name: "ask", title: () => say("ask.title"), about: () => say("ask.about"), Part: AskSomebody },
  {
    name: "settings",
    title: () => say("settings.title"),
    about: () => say("settings.about"),
    Part: Settings,
  },
  { name: "apart", title: () => say("apart.title"), about: () => say("apart.about"), Part: Apart },
];
