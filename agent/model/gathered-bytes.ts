import type { Readable } from "node:stream";
import { modelReadMsEvery, modelReadMsYoung } from "../limits.ts";

/**
 * The bytes of a model's stream, as they come while it is young (the first words should be there at once), and after that all that have come
 * since the last beat of one clock that all streams share. A token costs little more than its way off the socket then: what is
 * done with bytes is done once a beat, and the events of all conversations come together to be committed together. The end of the
 * stream, or its failure, is never waited for. Stop reading by destroying `body`.
 */
export function gatheredBytes(body: Readable, { beatMs, youngMs }: GatherTimes): AsyncIterable<Uint8Array> {
  const startedMs = performance.now();
  let come: Uint8Array[] = [];
  let ended = false;
  let failure: { error: unknown } | null = null;
  let wake = () => {};
  let wakesAtOnce = true;
  body.on("data", (bytes: Uint8Array) => {
    come.push(bytes);
    if (wakesAtOnce) wake();
  });
  body.on("end", () => {
    ended = true;
    wake();
  });
  body.on("error", (error) => {
    failure = { error };
    wake();
  });

  const changed = () => new Promise<void>((resolve) => (wake = resolve));
  const take = (): Uint8Array => {
    const [only, ...others] = come;
    const bytes = only && others.length === 0 ? only : Buffer.concat(come);
    come = [];
    return bytes;
  };
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        wakesAtOnce = performance.now() - startedMs < youngMs;
        if (!wakesAtOnce && !ended && !failure) {
          onNextBeat(beatMs, () => wake());
          await changed();
          wakesAtOnce = true;
        }
        while (come.length === 0 && !ended && !failure) await changed();
        if (come.length > 0) return { done: false, value: take() };
        if (failure) throw failure.error;
        return { done: true, value: undefined };
      },
    }),
  };
}

export const gatherTimes: GatherTimes = { beatMs: modelReadMsEvery, youngMs: modelReadMsYoung };

export interface GatherTimes {
  beatMs: number;
  youngMs: number;
}

/** Whoever waits for the next beat of a clock, by its length. Beats fall on multiples of it, so that late comers join in. */
const waiting = new Map<number, (() => void)[]>();

function onNextBeat(beatMs: number, listener: () => void): void {
  const others = waiting.get(beatMs);
  if (others) return void others.push(listener);
  const all = [listener];
  waiting.set(beatMs, all);
  setTimeout(
    () => {
      waiting.delete(beatMs);
      for (const tell of all) tell();
    },
    beatMs - (performance.now() % beatMs),
  );
}
