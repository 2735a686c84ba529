/** Whether one writes with fingers on the screen, so that a keyboard takes half of it. */
export const byTouch = matchMedia("(pointer: coarse)").matches;
