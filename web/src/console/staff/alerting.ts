// What is urgent is heard, and seen outside this page, by whoever wants that: while they are on duty, and never with
// anybody's words or name.

import { effect } from "@preact/signals";
import { say } from "../../strings/console";
import { duty } from "../desk/duty";
import { arrived } from "../desk/queue";
import { wants } from "./preferences";

const TONES_HZ = [660, 880];
const TONE_S = 0.18;

let speaker: AudioContext | null = null;

/** Two soft tones. */
export function sound(): void {
  speaker ??= new AudioContext();
  const from = speaker.currentTime;
  for (const [index, hz] of TONES_HZ.entries()) {
    const tone = new OscillatorNode(speaker, { frequency: hz });
    const quiet = new GainNode(speaker, { gain: 0.15 });
    tone.connect(quiet).connect(speaker.destination);
    tone.start(from + index * TONE_S);
    tone.stop(from + (index + 1) * TONE_S);
  }
}

/** Outside this page. Where the browser does not allow it, nothing: the page itself says it all the same. */
export function notify(): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  const shown = new Notification(say("alerting.title"), {
    body: say("alerting.body"),
    tag: "porchlight.urgent",
  });
  shown.onclick = () => {
    window.focus();
    shown.close();
  };
}

/** Asks the browser, on somebody's click. Returns whether it is allowed. */
export async function allowNotices(): Promise<boolean> {
  if (typeof Notification === "undefined") return false;
  return (await Notification.requestPermission()) === "granted";
}

/** Returns what ends it. */
export function beAlert(): () => void {
  return effect(() => {
    const line = arrived.value;
    if (line?.urgency !== "now" || duty.peek()?.on !== true || duty.peek()?.resting) return;
    if (wants("sound")) sound();
    if (wants("notices")) notify();
  });
}
