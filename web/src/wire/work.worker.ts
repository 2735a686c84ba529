// Finds the number the server asks for, away from the page, which stays alive meanwhile.

import { answer } from "./answer";

addEventListener("message", ({ data }: MessageEvent<string>) => postMessage(answer(data)));
