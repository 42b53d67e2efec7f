import { createHash } from "node:crypto";

/** Numbers that a name decides: the same name, the same numbers, on every machine. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  pick<T>(of: readonly T[]): T;
  /** True in about this share of the calls. */
  chance(share: number): boolean;
}

/** A generator of its own for each part of a plan ("seed/kill/17"), so that what one part draws moves no other. */
export function randomOf(name: string): Random {
  const next = mulberry32(createHash("sha256").update(name).digest().readUInt32LE());
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    whole,
    pick: (of) => of[whole(0, of.length - 1)]!,
    chance: (share) => next() < share,
  };
}

/** Tommy Ettinger's mulberry32: 32 bits of state, good enough to choose moments with. Gives [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
