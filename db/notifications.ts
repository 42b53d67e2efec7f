import { and, eq, isNull, ne } from "drizzle-orm";
import { getAction } from "./action-moves.ts";
import { hasRole, readNeed } from "./approval-need.ts";
import { approversOf, nextRole } from "./approvals.ts";
import { finishJob, insertJob } from "./jobs.ts";
import { atomically, type Db, type Tx } from "./open.ts";
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
 * Puts an escalation into the inbox of everybody who can do something about it, once: a second call, and one for an escalation that was
 * resolved meanwhile, changes nothing but the job. After the first of two approvals it is once more, for those who can give the second:
 * what they had seen is new again. Returns whether this call was the one.
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
    const { staffIds, given } = whom(tx, escalationId);
    for (const staffId of staffIds) {
      tx.insert(notifications)
        .values({ staffId, escalationId, createdAt: now })
        .onConflictDoUpdate({
          target: [notifications.staffId, notifications.escalationId],
          set: { createdAt: now, seenAt: null },
        })
        .run();
    }
    const id = given === 0 ? `webhook-${escalationId}` : `webhook-${escalationId}-${given + 1}`;
    if (webhook) insertJob(tx, { id, kind: "staff-webhook", payload: { escalationId }, now });
    return true;
  });
}

/** Everybody, for a question. For an approval those whose word is missing; should there be nobody with the role, all who have not given theirs. */
function whom(tx: Tx, escalationId: string): { staffIds: string[]; given: number } {
  const everybody = tx.select({ id: staff.id, role: staff.role }).from(staff).all();
  const standing = approvalOf(tx, escalationId);
  if (!standing) return { staffIds: everybody.map(({ id }) => id), given: 0 };
  const { need, given } = standing;
  const others = everybody.filter(({ id }) => !given.some((one) => one.id === id));
  const fit = others.filter(({ role }) => hasRole(role, nextRole(need, given)));
  return { staffIds: (fit.length > 0 ? fit : others).map(({ id }) => id), given: given.length };
}

function approvalOf(tx: Pick<Tx, "select">, escalationId: string) {
  const row = tx
    .select({ actionId: escalations.actionId })
    .from(escalations)
    .where(eq(escalations.id, escalationId))
    .get();
  const action = row?.actionId ? getAction(tx, row.actionId) : undefined;
  const need = action && readNeed(action.approval);
  return need && { need, given: approversOf(tx, action) };
}

export interface EscalationNotice {
  escalationId: string;
  kind: "question" | "approval";
  reason: string;
  /** Of an approval: how many people have given theirs. A notice after the first of two is another one. */
  approvalsGiven?: number;
}

/** What the outside may know of an open escalation: nothing of the guest. Undefined once it is resolved. */
export async function findEscalationNotice(
  db: Db,
  { escalationId }: { escalationId: string },
): Promise<EscalationNotice | undefined> {
  const notice = db
    .select({ escalationId: escalations.id, kind: escalations.kind, reason: escalations.reason })
    .from(escalations)
    .where(and(eq(escalations.id, escalationId), ne(escalations.status, "resolved")))
    .get();
  const standing = notice && approvalOf(db, escalationId);
  return standing ? { ...notice, approvalsGiven: standing.given.length } : notice;
}
