import { and, eq, isNull, ne } from "drizzle-orm";
import { finishJob, insertJob } from "./jobs.ts";
import { atomically, type Db } from "./open.ts";
import { escalations, notifications, staff } from "./schema.ts";

export interface StaffNotice {
  escalationId: string;
  /** The job that does this: done in the same commit. */
  jobId?: string;
  /** Whether a webhook wants to know too: a second job, so that the inbox does not wait for somebody's server. */
  webhook?: boolean;
  now: number;
}

/**
 * Puts an escalation into the inbox of every member of staff, once: a second call, and one for an escalation that was
 * resolved meanwhile, changes nothing but the job. Returns whether this call was the one.
 */
export async function notifyStaff(
  db: Db,
  { escalationId, jobId, webhook, now }: StaffNotice,
): Promise<boolean> {
  return atomically(db, (tx) => {
    if (jobId) finishJob(tx, { id: jobId, now });
    const first = tx
      .update(escalations)
      .set({ notifiedAt: now })
      .where(
        and(
          eq(escalations.id, escalationId),
          isNull(escalations.notifiedAt),
          ne(escalations.status, "resolved"),
        ),
      )
      .run();
    if (first.changes === 0) return false;
    for (const { id: staffId } of tx.select({ id: staff.id }).from(staff).all()) {
      tx.insert(notifications).values({ staffId, escalationId, createdAt: now }).onConflictDoNothing().run();
    }
    if (webhook)
      insertJob(tx, { id: `webhook-${escalationId}`, kind: "staff-webhook", payload: { escalationId }, now });
    return true;
  });
}

/** What the outside may know of an open escalation: nothing of the guest. Undefined once it is resolved. */
export async function findEscalationNotice(
  db: Db,
  { escalationId }: { escalationId: string },
): Promise<{ escalationId: string; kind: "question" | "approval"; reason: string } | undefined> {
  return db
    .select({ escalationId: escalations.id, kind: escalations.kind, reason: escalations.reason })
    .from(escalations)
    .where(and(eq(escalations.id, escalationId), ne(escalations.status, "resolved")))
    .get();
}
