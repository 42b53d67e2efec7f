import { and, eq, lte } from "drizzle-orm";
import { move, queueWaitingTurn } from "./action-moves.ts";
import { resolveApproval } from "./approvals.ts";
import { atomically, type Db } from "./open.ts";
import { actions, escalations } from "./schema.ts";

/**
 * Ends every wait for people whose time is over: nothing is done, the case leaves the list, and the turn goes on, to tell the guest and to
 * ask a person as a question. Returns how many.
 */
export async function expireApprovals(db: Db, { now }: { now: number }): Promise<number> {
  return atomically(db, (tx) => {
    const over = tx
      .select({ action: actions, escalationId: escalations.id })
      .from(actions)
      .innerJoin(escalations, eq(escalations.actionId, actions.id))
      .where(and(eq(actions.state, "awaiting_approval"), lte(actions.approvalExpiresAt, now)))
      .all();
    for (const { action, escalationId } of over) {
      move(tx, action, ["awaiting_approval"], "expired", { finishedAt: now }, now);
      resolveApproval(tx, { escalationId, staffId: null, now });
      queueWaitingTurn(tx, action, now);
    }
    return over.length;
  });
}
