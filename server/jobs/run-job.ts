import type { Logger } from "pino";
import type { JobKind } from "../../db/job-kinds.ts";
import { completeJob, failJob, keepJob, type TakenJob, takeJob } from "../../db/jobs.ts";
import type { Db } from "../../db/open.ts";
import type { JobHandler } from "./queue.ts";
import { type RetryPolicy, retryDelayMs } from "./retry.ts";

/** What a kind of job does. Safe to run twice; parses its payload; throws to be run again later. */
export type RunJob = (job: { id: string; payload: unknown }) => Promise<void>;

/** What runs of each kind. A kind that is not among them fails, and is kept. */
export type JobRuns = Partial<Record<JobKind, RunJob>>;

/** How long a job belongs to a worker that is not heard of any more. Longer than any blocking of the event loop. */
export const lockMs = 30_000;
const heartbeatsPerLock = 3;
const errorCharsMax = 500;

export interface RunJobParts {
  db: Db;
  /** What locks and retries go by, UTC ms. */
  clock: () => number;
  runs: JobRuns;
  log: Logger;
  retry: RetryPolicy;
  lockMs: number;
}

/**
 * What every queue calls with an id: takes the row's lock (nothing to do when it is done or somebody else has it), runs the
 * job, keeps the lock meanwhile, and marks the row. Rejects when the job failed, after the row knows when it is due again.
 */
export function createJobHandler(parts: RunJobParts): JobHandler {
  const { db, clock, retry, lockMs } = parts;
  return async (id) => {
    const job = await takeJob(db, { id, now: clock(), lockMs, attemptsMax: retry.attemptsMax });
    if (!job) return;
    const stopHeartbeat = keepLock(parts, job);
    try {
      await findRun(parts, job)({ id, payload: JSON.parse(job.payload) });
      await completeJob(db, { id, now: clock() });
    } catch (error) {
      await recordFailure(parts, job, error);
      throw error;
    } finally {
      stopHeartbeat();
    }
  };
}

/** Without it a job longer than its lock would be run by somebody else beside this one. */
function keepLock({ db, clock, lockMs, log }: RunJobParts, { id, attempts }: TakenJob): () => void {
  const timer = setInterval(() => {
    keepJob(db, { id, attempts, until: clock() + lockMs })
      .then(
        (kept) => kept || log.warn({ job: id }, "another worker took this job: it ran too long unheard of"),
      )
      .catch((error) => log.warn({ err: error, job: id }, "could not keep the lock of a job"));
  }, lockMs / heartbeatsPerLock);
  return () => clearInterval(timer);
}

function findRun({ runs }: RunJobParts, { kind }: TakenJob): RunJob {
  const run = Object.hasOwn(runs, kind) ? runs[kind as JobKind] : undefined;
  if (!run) throw new Error(`no job of the kind ${kind}`);
  return run;
}

async function recordFailure(
  { db, clock, retry, log }: RunJobParts,
  { id, attempts }: TakenJob,
  error: unknown,
) {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, errorCharsMax);
  const delayMs = retryDelayMs(attempts, retry);
  const now = clock();
  log.warn(
    { job: id, attempts, delayMs, reason: message },
    delayMs === null ? "a job failed for good" : "a job failed",
  );
  await failJob(db, { id, attempts, error: message, retryAt: delayMs === null ? null : now + delayMs, now });
}
