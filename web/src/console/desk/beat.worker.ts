import { BEAT } from "./beat_every";

setInterval(() => postMessage(null), BEAT);
