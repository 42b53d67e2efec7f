/** A timer may ring this much before its time. */
const earlyMsMax = 2;

/** Whoever waits for the next beat of a clock, by its length. */
const waiting = new Map<number, (() => void)[]>();

/**
 * Calls at the next multiple of `beatMs` of this process's clock: all that wait for it are called one after the other, in one timer. Who asks in a
 * beat is called in the one after it, also when the beat came early.
 */
export function onNextBeat(beatMs: number, listener: () => void): void {
  const others = waiting.get(beatMs);
  if (others) return void others.push(listener);
  const all = [listener];
  waiting.set(beatMs, all);
  const sinceBeatMs = (performance.now() + earlyMsMax) % beatMs;
  setTimeout(
    () => {
      waiting.delete(beatMs);
      for (const tell of all) tell();
    },
    beatMs + earlyMsMax - sinceBeatMs,
  );
}
