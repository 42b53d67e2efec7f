import type { Logger } from "pino";
import { countJobs } from "../../db/jobs.ts";
import type { Db } from "../../db/open.ts";
import { withinMs } from "./deadline.ts";
import { closeMsMax, type DueJob, type JobHandler, type JobQueue, jobsAtOnceMax } from "./queue.ts";

export interface SqliteQueueParts {
  db: Db;
  log: Logger;
  jobsAtOnceMax?: number;
}

/**
 * The embedded queue: the `jobs` table is all that lasts, and each process that has the file open runs what its own dispatcher
 * finds there. What is in memory is only the ids whose turn has not come. `deliver` never rejects: there is nothing to reach.
 */
export function createSqliteQueue(parts: SqliteQueueParts): JobQueue {
  return new SqliteQueue(parts);
}

class SqliteQueue implements JobQueue {
  readonly description = "embedded (SQLite)";
  /** A look finds what has come due. The server hears of new rows at once; a worker beside it finds them at its next look. */
  readonly sweepMsEvery = 1_000;
  #handle: JobHandler | null = null;
  #waiting = new Set<string>();
  #running = new Map<string, Promise<void>>();
  #closed = false;

  constructor(private readonly parts: SqliteQueueParts) {}

  async start(handle: JobHandler): Promise<void> {
    this.#handle = handle;
    this.#next();
  }

  async deliver({ id }: DueJob): Promise<void> {
    if (this.#running.has(id)) return;
    this.#waiting.add(id);
    this.#next();
  }

  async health() {
    const { pending, running, failed } = await countJobs(this.parts.db);
    return { ok: true, detail: `${pending} waiting, ${running} running, ${failed} failed` };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.clear();
    await withinMs(closeMsMax, Promise.all(this.#running.values())).catch((error) =>
      this.parts.log.warn(error.message),
    );
  }

  #next(): void {
    const atOnceMax = this.parts.jobsAtOnceMax ?? jobsAtOnceMax;
    for (const id of this.#waiting) {
      if (this.#closed || !this.#handle || this.#running.size >= atOnceMax) return;
      this.#waiting.delete(id);
      this.#running.set(id, this.#run(id, this.#handle));
    }
  }

  async #run(id: string, handle: JobHandler): Promise<void> {
    try {
      await handle(id);
    } catch (error) {
      this.parts.log.debug({ err: error, job: id }, "a job's handler ended with an error");
    } finally {
      this.#running.delete(id);
      this.#next();
    }
  }
}
