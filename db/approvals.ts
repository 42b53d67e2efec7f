import { eq } from "drizzle-orm";
import { getAction, move, queueWaitingTurn } from "./action-moves.ts";
import { logStaffDecision } from "./audit-of-actions.ts";
import { announce } from "./changes.ts";
import { insertEscalation } from "./escalations.ts";
import { atomically, type Db } from "./open.ts";
import { approvals, escalations } from "./schema.ts";
import type { StaffOutcome } from "./staff-desk.ts";

/** A confirmed action above the limit goes to a person: its state, the escalation and the job, in one commit. */
export async function awaitApproval(
  db: Db,
  request: { actionId: string; escalationId: string; reason: string; summary: string; now: number },
): Promise<void> {
  const { actionId, escalationId, reason, summary, now } = request;
  atomically(db, (tx) => {
    const action = getAction(tx, actionId);
    if (!move(tx, action, ["accepted"], "awaiting_approval", {}, now, { data: { reason } })) return;
    const { conversationId } = action;
    insertEscalation(tx, {
      id: escalationId,
      conversationId,
      kind: "approval",
      actionId,
      reason,
      summary,
      now,
    });
  });
}

/** A member of staff decides. One wins; the turn that waits is queued. */
export async function decideApproval(
  db: Db,
  request: {
    escalationId: string;
    staffId: string;
    decision: "approve" | "decline";
    reason: string | null;
    now: number;
  },
): Promise<StaffOutcome> {
  const { escalationId, staffId, decision, reason, now } = request;
  return atomically(db, (tx) => {
    const escalation = tx.select().from(escalations).where(eq(escalations.id, escalationId)).get();
    if (!escalation) return { ok: false, why: "unknown" };
    if (!escalation.actionId) return { ok: false, why: "state" };
    if (escalation.status === "claimed" && escalation.staffId !== staffId) return { ok: false, why: "taken" };
    const action = getAction(tx, escalation.actionId);
    const outcome = decision === "decline" ? JSON.stringify({ reason }) : null;
    const state = decision === "approve" ? "approved" : "rejected";
    const decided = move(tx, action, ["awaiting_approval"], state, { outcome }, now, {
      actor: `staff:${staffId}`,
    });
    if (!decided) return { ok: false, why: "taken" };
    const approval = { actionId: action.id, staffId, decision, reason, createdAt: now };
    tx.insert(approvals).values(approval).run();
    logStaffDecision(tx, action, approval);
    tx.update(escalations)
      .set({ status: "resolved", staffId, resolvedAt: now })
      .where(eq(escalations.id, escalationId))
      .run();
    queueWaitingTurn(tx, action, now);
    announce("escalations");
    return { ok: true };
  });
}
