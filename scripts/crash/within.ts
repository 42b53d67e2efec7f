import { setTimeout as wait } from "node:timers/promises";

/** True when `work` has ended within this time; false when it has not, and goes on. Throws what `work` throws. */
export async function within(work: Promise<unknown>, msMax: number): Promise<boolean> {
  const done = new AbortController();
  const late = wait(msMax, false, { signal: done.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    done.abort();
  }
}
