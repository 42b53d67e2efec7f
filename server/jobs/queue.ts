/**
 * The port to a job queue. It carries ids of rows that already exist in the `jobs` table to a handler, soon, in one of many
 * processes. The rows decide everything else: whether a job is still to be done, who has it, when a failed one is due
 * again (run-job.ts). So losing everything a queue holds loses nothing: the dispatcher delivers what is due again.
 *
 * An adapter must: hand a delivered id to a handler at least once; treat a second `deliver` of an id as the first while that one
 * waits or runs; forget an id once its handler has ended, in whatever way, so that it can be delivered again; and after `close()`
 * start no handler and wait for running ones up to `closeMsMax`. `deliver` rejects within `deliverMsMax` when the queue is out of
 * reach; it never hangs, and never throws in another way. Neither `start` nor `health` nor `close` waits for a queue that is down.
 */
export interface JobQueue {
  /** "embedded (SQLite)" or "BullMQ on redis://…", for start-up and /readyz. Never with a password. */
  readonly description: string;
  /** How often the dispatcher looks for due rows that nobody announced, in ms. */
  readonly sweepMsEvery: number;
  /** Starts taking jobs. The handler is safe to run twice; when it rejects, the row knows already. */
  start(handle: JobHandler): Promise<void>;
  deliver(job: DueJob): Promise<void>;
  health(): Promise<{ ok: boolean; detail: string }>;
  close(): Promise<void>;
}

export type JobHandler = (jobId: string) => Promise<void>;

export interface DueJob {
  /** `<kind>-<uuid>`: no colon, not all digits (BullMQ's rule). */
  id: string;
  kind: string;
}

export const closeMsMax = 5_000;
export const deliverMsMax = 2_000;
/** Jobs that one process runs at once. They wait for other people's servers, hardly ever for the processor. */
export const jobsAtOnceMax = 4;
