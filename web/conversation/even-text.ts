import { useEffect, useRef, useState } from "preact/hooks";

/** Deltas come up to ten times a second; each is shown over about as long as the next one takes to come. */
const spreadMs = 100;
/** Markdown is rendered anew each time: not in every frame. */
const stepMsMin = 30;

/**
 * A text that grows in steps, as one that grows evenly: what is new is shown little by little, over `spreadMs`. The text that is there at first, a text
 * under another `id`, and everything where motion is unwanted or nobody looks, is shown at once.
 */
export function useEvenText(id: string, text: string): string {
  const [shown, setShown] = useState({ id, length: text.length });
  const current = useRef(shown);
  const show = (length: number) => {
    current.current = { id, length };
    setShown(current.current);
  };

  useEffect(() => {
    if (current.current.id !== id || isMotionUnwanted()) return show(text.length);
    const from = current.current.length;
    const startedAt = performance.now();
    let steppedAt = startedAt;
    const step = (now: number) => {
      if (now - steppedAt >= stepMsMin || now - startedAt >= spreadMs) {
        steppedAt = now;
        show(lengthAfter(text, { from, sinceMs: now - startedAt }));
      }
      if (current.current.length < text.length) frame = requestAnimationFrame(step);
    };
    let frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [id, text]);

  return shown.id === id ? text.slice(0, shown.length) : text;
}

/** How much of `text` is shown so long after it grew, in UTF-16 units; never half a character. `from` was shown before. */
export function lengthAfter(text: string, { from, sinceMs }: { from: number; sinceMs: number }): number {
  const share = Math.min(1, Math.max(0, sinceMs / spreadMs));
  const length = Math.round(from + (text.length - from) * share);
  return isLowSurrogate(text.charCodeAt(length)) ? length + 1 : length;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

const isMotionUnwanted = (): boolean =>
  document.hidden || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
