import type { Logger } from "pino";

/** Readings of the wall clock may be this much apart from real time passed, in ms: it is slewed, and rounded. */
const jitterMsMax = 1_000;

export interface Clocks {
  /** UTC milliseconds, as the machine believes. May step in either direction. */
  wall: () => number;
  /** Milliseconds that have passed since some moment. Never steps. */
  passed: () => number;
  /** Called once for each step back, with its length in ms. */
  onStepBack: (ms: number) => void;
}

/**
 * The time of this process: the wall clock, except that it never goes back. After a step back (NTP, a hand on the wrong
 * clock) it goes on from where it was, at the rate of real time, until the wall clock is past it again: deadlines keep their length, and what happens later is
 * never dated earlier.
 */
export function steadyClock({ wall, passed, onStepBack }: Clocks): () => number {
  let last = { at: wall(), passed: passed() };
  let isBehind = false;
  return () => {
    const [now, since] = [wall(), passed()];
    const expected = last.at + Math.round(since - last.passed);
    if (now < expected - jitterMsMax && !isBehind) onStepBack(expected - now);
    isBehind = now < expected - jitterMsMax;
    last = { at: isBehind ? expected : Math.max(now, last.at), passed: since };
    return last.at;
  };
}

/** The clock of this machine, steady, that says in the log when it was set back. */
export const steadyWallClock = (log: Logger): (() => number) =>
  steadyClock({
    wall: Date.now,
    passed: () => performance.now(),
    onStepBack: (ms) =>
      log.warn({ ms }, "the clock of this machine was set back; time here goes on as before"),
  });
