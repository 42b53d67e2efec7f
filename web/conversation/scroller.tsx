import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ChevronDownIcon } from "./icons.tsx";

/** This close to the end counts as reading along. */
const endPixels = 80;

interface Props {
  children: ComponentChildren;
  /** Grows when the reader sends something: then the end is shown, wherever she was. */
  follow: number;
}

/** Keeps the newest words in sight, unless the reader has scrolled up to read. Then a button leads back. */
export function Scroller({ children, follow }: Props) {
  const box = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  const [hasLeft, setLeft] = useState(false);
  const sent = useRef(follow);
  const top = useRef(0);

  useLayoutEffect(() => {
    if (follow > sent.current) isAtEnd.current = true;
    sent.current = follow;
    if (isAtEnd.current) toEnd(box.current);
  });
  // A card that opens, a phone that turns, a keyboard that rises: sizes change without a render.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => isAtEnd.current && toEnd(element));
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < endPixels;
    // Only the reader scrolls up. A box that shrank under a growing composer has left nothing.
    const isUp = element.scrollTop < top.current;
    top.current = element.scrollTop;
    isAtEnd.current = isNear || (isAtEnd.current && !isUp);
    setLeft(!isAtEnd.current);
  };
  return (
    <div class="scroll-frame">
      <section
        class="scroller"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard, in Safari too
        tabIndex={0}
        aria-label="Messages"
        onScroll={onScroll}
      >
        <div class="scroll-content">{children}</div>
      </section>
      {hasLeft && (
        <button
          type="button"
          class="to-end"
          aria-label="To the newest message"
          onClick={() => {
            isAtEnd.current = true;
            toEnd(box.current);
          }}
        >
          <ChevronDownIcon />
        </button>
      )}
    </div>
  );
}

function toEnd(element: HTMLElement | null): void {
  if (element) element.scrollTop = element.scrollHeight;
}
