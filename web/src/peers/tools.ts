// Where the page of facilitators puts their tools (src/facilitators/); on the peers' own page nothing is there.

import type { ComponentType } from "preact";
import type { MyRoom } from "../generated/wire";

export const tools: {
  room?: ComponentType<{ room: MyRoom }>;
  message?: ComponentType<{ id: string }>;
} = {};
