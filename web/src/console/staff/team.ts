// Who rests, who is alone, who waits for a talk: for whoever leads, and looks after the others.

import { signal } from "@preact/signals";
import type { Team } from "../../generated/wire";
import { readTeam } from "../api_staff";
import { oneAtATime } from "../desk/one_at_a_time";
import { may } from "../may";

export const team = signal<Team | null>(null);

export const refreshTeam = oneAtATime(async () => {
  if (!may("board.read")) return;
  try {
    team.value = await readTeam();
  } catch {
    // it is asked for again at the next beat
  }
});

export function forgetTeam(): void {
  team.value = null;
}
