// What went wrong, in plain words.

import { say } from "../strings/console";
import { Refusal } from "../wire/api";
import { noticeRefusal } from "./session";

export function inWords(error: unknown): string {
  noticeRefusal(error);
  return error instanceof Refusal ? error.says : say("trouble.unreachable");
}
