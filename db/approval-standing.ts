import { asc, eq, inArray } from "drizzle-orm";
import { type Action, quoteOf } from "./action-card.ts";
import { readNeed } from "./approval-need.ts";
import { approversOf, nextRole } from "./approvals.ts";
import type { ApprovalGiven, ApprovalStanding } from "./event-types.ts";
import type { Db } from "./open.ts";
import { approvals, staff } from "./schema.ts";

/** What people have decided about an action, oldest first, and who set its amount. */
export function listApprovals(db: Db, action: Action): ApprovalGiven[] {
  const ids = action.replacesId ? [action.replacesId, action.id] : [action.id];
  const { currency } = quoteOf(action).amount;
  return db
    .select({ approval: approvals, staffName: staff.name })
    .from(approvals)
    .innerJoin(staff, eq(staff.id, approvals.staffId))
    .where(inArray(approvals.actionId, ids))
    .orderBy(asc(approvals.createdAt))
    .all()
    .filter(({ approval }) => approval.actionId === action.id || approval.decision === "change")
    .map(({ approval: { decision, reason, amountMinor, createdAt }, staffName }) => ({
      staffName,
      decision,
      reason,
      amount: amountMinor === null ? null : { minor: amountMinor, currency },
      at: new Date(createdAt).toISOString(),
    }));
}

/** Whom an action waits for, or waited; null when it never did. */
export function approvalStanding(db: Db, action: Action): ApprovalStanding | null {
  const need = readNeed(action.approval);
  if (!need) return null;
  const given = approversOf(db, action);
  return {
    people: need.people,
    givenBy: given.map(({ name }) => name),
    next: nextRole(need, given),
    expiresAt: new Date(action.approvalExpiresAt ?? 0).toISOString(),
  };
}
