import type { Logger } from "pino";
import { onChange } from "../../db/changes.ts";
import { listDueJobs } from "../../db/jobs.ts";
import type { Db } from "../../db/open.ts";
import type { JobQueue } from "./queue.ts";
import { createJobs, type JobParts } from "./registry.ts";
import { type RetryPolicy, retryPolicy } from "./retry.ts";
import { createJobHandler, type JobRuns, lockMs } from "./run-job.ts";

export interface DispatcherParts {
  db: Db;
  queue: JobQueue;
  /** What effects are dated by. */
  clock: () => number;
  /** What locks and retries go by: UTC ms. Not a demo's clock, which other processes do not share; one that is never set back. The machine's, when left out. */
  wallClock?: () => number;
  log: Logger;
  /** Whom jobs tell of things. Nobody, when left out. */
  webhookUrl?: JobParts["webhookUrl"];
  hostHook?: JobParts["hostHook"];
  mailer?: JobParts["mailer"];
  /** Other jobs than the built-in ones, other delays: for tests. */
  runs?: JobRuns;
  retry?: RetryPolicy;
  lockMs?: number;
}

/**
 * Brings job rows and queue together: delivers what is due, at once after a commit and in a sweep for whatever got lost (a queue
 * that was down or forgot, a worker that died, a failed job whose delay is over), and gives the queue the handler that runs them.
 */
export class Dispatcher {
  #now = (): number => (this.parts.wallClock ?? Date.now)();
  #timer: NodeJS.Timeout | null = null;
  #unlisten = () => {};
  #sweeping: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #reachable = true;

  constructor(private readonly parts: DispatcherParts) {}

  async start(): Promise<void> {
    const { db, queue, log, retry = retryPolicy } = this.parts;
    const runs = this.parts.runs ?? createJobs(this.parts);
    await queue.start(
      createJobHandler({
        db,
        clock: this.#now,
        runs,
        log,
        retry,
        lockMs: this.parts.lockMs ?? lockMs,
      }),
    );
    this.#unlisten = onChange("jobs", () => this.wake());
    this.#timer = setInterval(() => this.wake(), queue.sweepMsEvery);
    this.wake();
  }

  /** There may be something to deliver. Returns at once and never works inside the caller's transaction. */
  wake(): void {
    if (this.#closed) return;
    if (this.#sweeping) {
      this.#again = true;
      return;
    }
    this.#sweeping = this.#sweep().finally(() => {
      this.#sweeping = null;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  /** Delivers nothing more, then closes the queue: running jobs may end, within the queue's bound. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearInterval(this.#timer);
    this.#unlisten();
    await Promise.all([this.parts.queue.close(), this.#sweeping]);
  }

  async #sweep(): Promise<void> {
    await new Promise(setImmediate);
    try {
      for (const row of await listDueJobs(this.parts.db, { now: this.#now() })) {
        if (this.#closed) return;
        await this.parts.queue.deliver(row);
        this.#say(true);
      }
    } catch (error) {
      // A queue out of reach: the rows are kept, and the next sweep tries again.
      this.#say(false, error);
      this.#again = false;
    }
  }

  #say(reachable: boolean, error?: unknown): void {
    if (reachable === this.#reachable) return;
    this.#reachable = reachable;
    const { log, queue } = this.parts;
    if (reachable) log.info(`jobs are delivered to ${queue.description} again`);
    else log.warn({ reason: (error as Error).message }, `jobs wait: ${queue.description} is out of reach`);
  }
}
