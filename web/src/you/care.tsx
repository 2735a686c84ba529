import "./care.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { MyFollowUp, MyHandOver } from "../generated/wire";
import { say } from "../strings/you";
import * as api from "./api";
import { Facilitating } from "./facilitating";
import { FollowUp } from "./follow_up";
import { HandOver } from "./hand_over";

/** What a moderator asks of one, and offers: whether others may read what happened, and a time to talk again. */
export function Care() {
  const followUp = useSignal<MyFollowUp | null>(null);
  const handOvers = useSignal<MyHandOver[]>([]);
  const failed = useSignal(false);
  useEffect(() => void read(), []);

  async function read() {
    failed.value = false;
    try {
      const [mine, asked] = await Promise.all([api.followUp(), api.handOvers()]);
      handOvers.value = asked.hand_overs;
      followUp.value = mine;
    } catch {
      failed.value = true;
    }
  }

  if (failed.value)
    return (
      <div role="alert">
        <p>{say("care.failed")}</p>
        <button type="button" onClick={read}>
          {say("care.again")}
        </button>
      </div>
    );
  if (followUp.value === null) return null;
  const isOpen = (one: MyHandOver) => one.ground === "consent" && one.answer == null;
  const show = (one: MyHandOver) => (
    <HandOver key={one.id} one={one} onAnswer={(all) => (handOvers.value = all)} />
  );
  return (
    <>
      <Facilitating />
      {handOvers.value.filter(isOpen).map(show)}
      {followUp.value.state !== "none" && (
        <FollowUp mine={followUp.value} onChange={(mine) => (followUp.value = mine)} />
      )}
      {handOvers.value.filter((one) => !isOpen(one)).map(show)}
      {followUp.value.state === "none" && handOvers.value.length === 0 && (
        <p class="soft">{say("care.none")}</p>
      )}
    </>
  );
}
