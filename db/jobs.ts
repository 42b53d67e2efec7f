import { and, count, eq, lte, ne, or } from "drizzle-orm";
import { announce } from "./changes.ts";
import type { JobKind } from "./job-kinds.ts";
import { kept } from "./kept.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { jobs } from "./schema.ts";

const dueAtOnce = 0;

/** A job that somebody has taken. `attempts` counts this one: it is also the proof of who holds the lock. */
export interface TakenJob {
  id: string;
  kind: string;
  /** JSON. */
  payload: string;
  attempts: number;
}

/**
 * Writes a job in the transaction of what it is about, and wakes the dispatcher after the commit. An id that exists already is
 * the same job. Payloads hold ids, never copies. Due at once by every clock: a demo's runs behind the wall clock that retries and locks go by.
 */
export function insertJob(
  tx: Tx,
  { id, kind, payload, now }: { id: string; kind: JobKind; payload: Record<string, string>; now: number },
): void {
  tx.insert(jobs)
    .values({
      id,
      kind,
      payload: JSON.stringify(payload),
      state: "pending",
      runAt: dueAtOnce,
      createdAt: now,
    })
    .onConflictDoNothing()
    .run();
  announce("jobs");
}

/** Rows of one look at most: a bound on its work, and on how fast a backlog returns after an outage. They are due in order, so none is forgotten. */
const dueJobsMax = 1_000;

/** What should be running and is not: pending and due, or running under a lock that ran out. The longest due first; of new ones, the oldest. */
export async function listDueJobs(db: Db, { now }: { now: number }): Promise<DueRow[]> {
  return dueJobs(db).all({ now });
}

/** Looked at some times a second for as long as a process lives. In plain SQL: drizzle binds a limit, and SQLite plans a query anew each time one is bound. */
const dueJobs = kept((db) =>
  db.$client.prepare<{ now: number }, DueRow>(
    `select id, kind, attempts from jobs
     where (state = 'pending' and run_at <= :now) or (state = 'running' and locked_until <= :now)
     order by run_at, created_at limit ${dueJobsMax}`,
  ),
);

export interface DueRow {
  id: string;
  kind: string;
  /** How often it was begun before. */
  attempts: number;
}

/**
 * Takes the job's lock until `now + lockMs`. Undefined when there is nothing to do: it is done, not due, failed for good, or
 * somebody else has it. An attempt counts when it begins, so that a job which kills its worker every time also ends.
 */
export async function takeJob(
  db: Db,
  { id, now, lockMs, attemptsMax }: { id: string; now: number; lockMs: number; attemptsMax: number },
): Promise<TakenJob | undefined> {
  return atomically(db, (tx) => {
    const row = tx
      .select()
      .from(jobs)
      .where(and(eq(jobs.id, id), isDue(now)))
      .get();
    if (!row) return undefined;
    if (row.attempts >= attemptsMax) {
      const lastError = row.lastError ?? "its worker died each time";
      tx.update(jobs)
        .set({ state: "failed", lockedUntil: null, lastError, finishedAt: now })
        .where(eq(jobs.id, id))
        .run();
      return undefined;
    }
    const attempts = row.attempts + 1;
    tx.update(jobs)
      .set({ state: "running", attempts, lockedUntil: now + lockMs })
      .where(eq(jobs.id, id))
      .run();
    return { id, kind: row.kind, payload: row.payload, attempts };
  });
}

/** Keeps the lock while the job runs. False when it is no longer ours. */
export async function keepJob(
  db: Db,
  { id, attempts, until }: { id: string; attempts: number; until: number },
): Promise<boolean> {
  return db.update(jobs).set({ lockedUntil: until }).where(isHeld(id, attempts)).run().changes === 1;
}

/** Marks a job done, inside the transaction of its effect where there is one. Whoever did it, it is done. */
export function finishJob(tx: Tx, { id, now }: { id: string; now: number }): void {
  tx.update(jobs)
    .set({ state: "done", lockedUntil: null, finishedAt: now })
    .where(and(eq(jobs.id, id), ne(jobs.state, "done")))
    .run();
}

/** Marks a job done whose effect is outside this database. */
export async function completeJob(db: Db, { id, now }: { id: string; now: number }): Promise<void> {
  atomically(db, (tx) => finishJob(tx, { id, now }));
}

/**
 * Records a failed attempt and gives up the lock. Due again at `retryAt`; null: failed for good. A worker that lost its lock
 * (another attempt has begun) changes nothing.
 */
export async function failJob(
  db: Db,
  failure: { id: string; attempts: number; error: string; retryAt: number | null; now: number },
): Promise<void> {
  const { id, attempts, error, retryAt, now } = failure;
  const next =
    retryAt === null
      ? { state: "failed" as const, finishedAt: now }
      : { state: "pending" as const, runAt: retryAt };
  db.update(jobs)
    .set({ ...next, lockedUntil: null, lastError: error })
    .where(isHeld(id, attempts))
    .run();
}

/** How many jobs stand where, for /readyz. */
export async function countJobs(db: Db): Promise<Record<"pending" | "running" | "done" | "failed", number>> {
  const rows = db.select({ state: jobs.state, n: count() }).from(jobs).groupBy(jobs.state).all();
  return {
    pending: 0,
    running: 0,
    done: 0,
    failed: 0,
    ...Object.fromEntries(rows.map((row) => [row.state, row.n])),
  };
}

function isDue(now: number) {
  return or(
    and(eq(jobs.state, "pending"), lte(jobs.runAt, now)),
    and(eq(jobs.state, "running"), lte(jobs.lockedUntil, now)),
  );
}

/** Running, and still under the lock that this attempt took. */
function isHeld(id: string, attempts: number) {
  return and(eq(jobs.id, id), eq(jobs.state, "running"), eq(jobs.attempts, attempts));
}
