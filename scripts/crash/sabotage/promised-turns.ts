import type { Turn } from "../../../db/turns.ts";

/** Turns of messages that were answered and are not stored yet. */
export const promisedTurns = new Map<string, Turn>();
