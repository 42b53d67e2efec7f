import { and, eq, sql } from "drizzle-orm";
import type { Action } from "./action-card.ts";
import { getAction, move, queueWaitingTurn } from "./action-moves.ts";
import { type ApprovalNeed, hasRole, type Role, readNeed } from "./approval-need.ts";
import { logStaffDecision } from "./audit-of-actions.ts";
import { announce } from "./changes.ts";
import { insertEscalation } from "./escalations.ts";
import type { ActionState } from "./event-types.ts";
import { insertJob } from "./jobs.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { approvals, escalations, staff } from "./schema.ts";
import { type StaffOutcome, taken } from "./staff-desk.ts";

export interface Waiting {
  need: ApprovalNeed;
  /** How long people may take, in ms. */
  approvalMsMax: number;
  escalationId: string;
  reason: string;
  /** What happened so far, for the person who decides. */
  summary: string;
  now: number;
}

/** A confirmed action goes to people: its state, the escalation and the job, inside somebody's unit of work. Returns its state then. */
export function waitForPeople(tx: Tx, action: Action, waiting: Waiting): ActionState {
  const { need, approvalMsMax, escalationId, reason, summary, now } = waiting;
  const set = { approval: JSON.stringify(need), approvalExpiresAt: now + approvalMsMax };
  const moved = move(tx, action, ["accepted"], "awaiting_approval", set, now, { data: { reason, need } });
  if (!moved) return action.state;
  const { conversationId, id: actionId } = action;
  const about = { id: escalationId, conversationId, actionId, kind: "approval" as const };
  insertEscalation(tx, { ...about, reason, summary, now });
  return moved.state;
}

export interface StaffDecision {
  escalationId: string;
  staffId: string;
  decision: "approve" | "decline";
  reason: string | null;
  now: number;
}

/**
 * A member of staff decides. One decline, or the last approval that is needed, ends the wait, and the turn that waits is queued; after the
 * first of two the case is open again for somebody else. Of several at once one wins.
 */
export async function decideApproval(db: Db, request: StaffDecision): Promise<StaffOutcome> {
  const { escalationId, staffId, decision, reason, now } = request;
  return atomically(db, (tx) => {
    const open = findOpenApproval(tx, { escalationId, staffId, now });
    if (!("action" in open)) return open;
    const { action, person, need, given } = open;
    if (decision === "decline") {
      const outcome = JSON.stringify({ reason });
      move(tx, action, ["awaiting_approval"], "rejected", { outcome }, now, { actor: `staff:${staffId}` });
      return end(tx, action, request);
    }
    const why = whyNotApprove(need, { person, given });
    if (why) return why;
    if (given.length + 1 < need.people) return waitForSecond(tx, open, request);
    move(tx, action, ["awaiting_approval"], "approved", { outcome: null }, now, {
      actor: `staff:${staffId}`,
    });
    return end(tx, action, request);
  });
}

interface Person {
  id: string;
  name: string;
  role: Role;
}

export interface OpenApproval {
  action: Action;
  person: Person;
  need: ApprovalNeed;
  /** Who has approved already. A person who set the amount has. */
  given: Person[];
}

/** The action that waits for a person to decide about it, or why this one cannot. */
export function findOpenApproval(
  tx: Tx,
  { escalationId, staffId, now }: { escalationId: string; staffId: string; now: number },
): OpenApproval | Extract<StaffOutcome, { ok: false }> {
  const escalation = tx.select().from(escalations).where(eq(escalations.id, escalationId)).get();
  const person = tx.select().from(staff).where(eq(staff.id, staffId)).get();
  if (!escalation || !person) return { ok: false, why: "unknown" };
  if (!escalation.actionId) return { ok: false, why: "state" };
  const action = getAction(tx, escalation.actionId);
  const isOver = action.approvalExpiresAt !== null && action.approvalExpiresAt <= now;
  if (action.state === "expired" || (action.state === "awaiting_approval" && isOver))
    return { ok: false, why: "too-late" };
  if (escalation.status !== "open" && escalation.staffId !== staffId) return taken(tx, escalation.staffId);
  if (action.state !== "awaiting_approval") return { ok: false, why: "decided" };
  const need = readNeed(action.approval);
  if (!need) throw new Error(`action ${action.id} waits for nobody`);
  return { action, person, need, given: approversOf(tx, action) };
}

/** Those who approved this action, and whoever set its amount when it replaced another. */
export function approversOf(tx: Pick<Tx, "select">, { id, replacesId }: Action): Person[] {
  const by = (actionId: string, decision: "approve" | "change"): Person[] =>
    tx
      .select({ id: staff.id, name: staff.name, role: staff.role })
      .from(approvals)
      .innerJoin(staff, eq(staff.id, approvals.staffId))
      .where(and(eq(approvals.actionId, actionId), eq(approvals.decision, decision)))
      .all();
  return [...(replacesId ? by(replacesId, "change") : []), ...by(id, "approve")];
}

function whyNotApprove(
  need: ApprovalNeed,
  { person, given }: Pick<OpenApproval, "person" | "given">,
): Extract<StaffOutcome, { ok: false }> | null {
  if (given.some(({ id }) => id === person.id)) return { ok: false, why: "same-person" };
  return hasRole(person.role, nextRole(need, given)) ? null : { ok: false, why: "role" };
}

/** The role of whoever approves next. The last of two has the second role, unless the first had it. */
export function nextRole(need: ApprovalNeed, given: { role: Role }[]): Role {
  const isLastOfTwo = need.people === 2 && given.length === 1;
  return isLastOfTwo && !given.some(({ role }) => hasRole(role, need.second)) ? need.second : need.first;
}

/** Back in the list of open cases, for somebody else, and those who can give the second approval are told. */
function waitForSecond(tx: Tx, open: OpenApproval, request: StaffDecision): StaffOutcome {
  const { action, person, need } = open;
  const { escalationId, now } = request;
  record(tx, action, request);
  const by = nextRole(need, [...open.given, person]) === "lead" ? "a lead" : "another person";
  const said = `First approval by ${person.name}; it needs a second one, by ${by}.`;
  tx.update(escalations)
    .set({
      status: "open",
      staffId: null,
      claimedAt: null,
      notifiedAt: null,
      reason: sql`${said} || ' ' || ${escalations.reason}`,
    })
    .where(eq(escalations.id, escalationId))
    .run();
  announce("escalations");
  insertJob(tx, { id: `notify-${escalationId}-2`, kind: "notify-staff", payload: { escalationId }, now });
  return { ok: true };
}

function end(tx: Tx, action: Action, request: StaffDecision): StaffOutcome {
  record(tx, action, request);
  resolveApproval(tx, request);
  queueWaitingTurn(tx, action, request.now);
  return { ok: true };
}

function record(tx: Tx, { id: actionId }: Action, decided: StaffDecision): void {
  const { staffId, decision, reason, now } = decided;
  const approval = { actionId, staffId, decision, reason, createdAt: now };
  tx.insert(approvals).values(approval).run();
  logStaffDecision(tx, getAction(tx, actionId), approval);
}

/** Nobody needs to look at it any more. */
export function resolveApproval(
  tx: Tx,
  { escalationId, staffId, now }: { escalationId: string; staffId: string | null; now: number },
): void {
  tx.update(escalations)
    .set({ status: "resolved", resolvedAt: now, ...(staffId && { staffId }) })
    .where(eq(escalations.id, escalationId))
    .run();
  announce("escalations");
}
