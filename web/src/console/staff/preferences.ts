// How one wants this screen, on this device: nothing is claimed for blur and grey, some find them easier.

import { effect, type Signal, signal } from "@preact/signals";
import { keeping } from "../../wire/keeping";

export type PreferenceName = "blur" | "grey" | "sound" | "notices";
export const PREFERENCES: readonly PreferenceName[] = ["sound", "notices", "blur", "grey"];

const key = (name: PreferenceName) => `console.wants_${name}`;
const read = (name: PreferenceName) => signal(keeping.read(key(name)) !== null);

const wanted: Record<PreferenceName, Signal<boolean>> = {
  blur: read("blur"),
  grey: read("grey"),
  sound: read("sound"),
  notices: read("notices"),
};

export const wants = (name: PreferenceName): boolean => wanted[name].value;

export function want(name: PreferenceName, yes: boolean): void {
  wanted[name].value = yes;
  if (yes) keeping.write(key(name), "yes");
  else keeping.remove(key(name));
}

effect(() => {
  document.documentElement.classList.toggle("blurred", wants("blur"));
  document.documentElement.classList.toggle("grey", wants("grey"));
});
