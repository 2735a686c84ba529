// The moderators' words, in English. Plain and short: they are read under pressure.

import { sayFrom } from "./catalogue";
import { boardWords } from "./console_board";
import { careWords } from "./console_care";
import { caseWords } from "./console_case";
import { conversationWords } from "./console_conversation";
import { deskWords } from "./console_desk";
import { entranceWords } from "./console_entrance";
import { looksWords } from "./console_looks";
import { qualityWords } from "./console_quality";
import { roomsWords } from "./console_rooms";
import { searchWords } from "./console_search";
import { shiftWords } from "./console_shifts";
import { staffWords } from "./console_staff";

export const console = {
  ...entranceWords,
  ...deskWords,
  ...caseWords,
  ...careWords,
  ...conversationWords,
  ...looksWords,
  ...qualityWords,
  ...roomsWords,
  ...boardWords,
  ...shiftWords,
  ...staffWords,
  ...searchWords,
} as const;

export const say = sayFrom(console);
