// The other screens, in the order in which they are listed: one line each.

import type { ComponentType } from "preact";
import { say } from "../../strings/console";
import { may } from "../may";
import type { PlaceName } from "./elsewhere";

interface Place {
  name: PlaceName;
  title: () => string;
  permission: string;
  load: () => Promise<ComponentType>;
}

const PLACES: readonly Place[] = [
  {
    name: "shifts",
    title: () => say("shifts.title"),
    permission: "roster.read",
    load: async () => (await import("../shifts/shifts_screen")).ShiftsScreen,
  },
  {
    name: "rooms",
    title: () => say("rooms.title"),
    permission: "room.watch",
    load: async () => (await import("../rooms/rooms_screen")).RoomsScreen,
  },
  {
    name: "search",
    title: () => say("search.title"),
    permission: "case.search",
    load: async () => (await import("../search/search")).SearchScreen,
  },
  {
    name: "answers",
    title: () => say("answers.title"),
    permission: "answer.read",
    load: async () => (await import("../answers/answers")).Answers,
  },
  {
    name: "reviews",
    title: () => say("reviews.title"),
    permission: "review.second",
    load: async () => (await import("../reviews/reviews")).Reviews,
  },
  {
    name: "exposure",
    title: () => say("exposure.title"),
    permission: "exposure.own",
    load: async () => (await import("../staff/looked_after")).LookedAfter,
  },
  {
    name: "talks",
    title: () => say("talks.title"),
    permission: "supervision.take_part",
    load: async () => (await import("../staff/talks")).Talks,
  },
  {
    name: "board",
    title: () => say("board.title"),
    permission: "board.read",
    load: async () => (await import("../board/board")).BoardScreen,
  },
];

export const places = (): Place[] => PLACES.filter(({ permission }) => may(permission));
