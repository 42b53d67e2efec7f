/**
 * The port to a job queue. It delivers ids of rows that already exist in the `jobs` table; losing everything it holds
 * loses nothing, because the dispatcher delivers unfinished rows again.
 *
 * An adapter must: deliver a job at least once to one handler at a time; treat a second `deliver` of the same id as the
 * first while it is pending; deliver again when the handler throws, with a growing delay; and after `close()` start no handler
 * and wait for running ones up to `closeMsMax`. `deliver` rejects within `deliverMsMax` when the queue is out of reach; it never hangs.
 */
export interface JobQueue {
  /** "embedded (SQLite)" or "BullMQ on redis://…", for start-up and /readyz. Never with a password. */
  readonly description: string;
  /** Starts taking jobs. The handler is safe to run twice. */
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
  /** How often it failed before. */
  attempts: number;
}

export const closeMsMax = 5_000;
export const deliverMsMax = 2_000;
