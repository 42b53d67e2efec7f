import { watch } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Kill, lifeMsMax, type Moment } from "./kill-plan.ts";
import { within } from "./within.ts";

/** What happens in one life of the server, as the harness sees it: a kill waits for one of these. */
export class Moments {
  #counts = new Map<Moment, number>();
  #waiting: { kill: Kill; come: () => void } | null = null;

  happened(moment: Moment): void {
    const count = (this.#counts.get(moment) ?? 0) + 1;
    this.#counts.set(moment, count);
    const { kill, come } = this.#waiting ?? {};
    if (kill?.moment === moment && count === kill.count) come?.();
  }

  /** A new life begins: every count starts again. Resolves when `kill` is due; false when its moment did not come while the life lasted. */
  async due(kill: Kill): Promise<boolean> {
    this.#counts.clear();
    const came = new Promise<void>((come) => {
      this.#waiting = { kill, come };
    });
    const hit = await within(came, lifeMsMax);
    this.#waiting = null;
    if (hit && kill.delayMs > 0) await wait(kill.delayMs);
    return hit;
  }
}

/** Calls back for every write to the write-ahead log: the server is in the middle of a commit. Returns how to stop. */
export function watchCommits(databaseFile: string, onCommit: () => void): () => void {
  const log = `${basename(databaseFile)}-wal`;
  const watcher = watch(dirname(databaseFile), (_event, file) => {
    if (file === log) onCommit();
  });
  return () => watcher.close();
}
