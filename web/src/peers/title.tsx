import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

// The first screen leaves the focus at the top of the page, where a reader begins.
let first = true;

/** A screen's heading. When a screen appears the focus goes there, so that nobody is left on a button that is gone.
 * What is on screen then is its top: help may stand above the heading. */
export function Title({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    heading.current?.closest(".screen")?.scrollTo(0, 0);
    window.scrollTo(0, 0); // at a high zoom the page scrolls as a whole
    first = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
