import { setTimeout as wait } from "node:timers/promises";
import * as real from "../../../db/open.ts";

export * from "../../../db/open.ts";

/** As long as an answer takes to be put together, and sent. */
const answerMs = 500;

/** What was asked for is done first; that it was answered is kept a moment later. Between the two, a crash forgets that it was done. */
export async function together<T>(
  db: real.Db,
  work: () => Promise<T>,
  also: (tx: real.Tx, result: T) => void,
): Promise<T> {
  const result = await work();
  await wait(answerMs);
  real.atomically(db, (tx) => also(tx, result));
  return result;
}
