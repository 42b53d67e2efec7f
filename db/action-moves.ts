import { and, eq, inArray } from "drizzle-orm";
import { type Action, toCard } from "./action-card.ts";
import { logMove, type Why } from "./audit-of-actions.ts";
import { announce } from "./changes.ts";
import { appendEvents } from "./event-log.ts";
import type { ActionState, AgentEvent } from "./event-types.ts";
import type { Tx } from "./open.ts";
import { actions, turns } from "./schema.ts";

/*
 * The life of an action:
 *
 *   offered ─► accepted ─► (awaiting_approval ─►) approved ─► done
 *      │           │                │               ├───────► failed
 *      │           │                │               └───────► in_doubt   (nobody can say whether it was done; tried again → approved)
 *      ├─► declined                 ├─► rejected
 *      ├─► expired                  ├─► expired      (nobody decided in time)
 *      └─► replaced                 └─► replaced     (by an offer with an amount that a person set)
 *
 * The rules approve what needs no person (clear-action.ts), people the rest (approvals.ts). An offer is replaced by a newer quote for the
 * same subject.
 *
 * Each arrow is one UPDATE with the state it leaves in its WHERE, in one transaction with the card the guest sees. So of two tabs,
 * a double click and a repeated post, one wins and the others are told what happened.
 */

/** One arrow, logged for the audit with what `why` adds. Null when the action was not in one of the states it leaves. */
export function move(
  tx: Tx,
  action: Action,
  from: ActionState[],
  state: ActionState,
  set: Partial<typeof actions.$inferInsert>,
  now: number,
  why: Why = {},
): Action | null {
  const moved = tx
    .update(actions)
    .set({ ...set, state })
    .where(and(eq(actions.id, action.id), inArray(actions.state, from)))
    .returning()
    .get();
  if (!moved) return null;
  logMove(tx, moved, why, now);
  showCard(tx, moved, now);
  return moved;
}

export function closeOffer(tx: Tx, action: Action, state: "expired" | "replaced", now: number): Action {
  endWaitingTurn(tx, action, "expired", now);
  return move(tx, action, ["offered"], state, { finishedAt: now }, now) ?? action;
}

/**
 * The turn that goes on once the action is decided: the one that offered it, or the one whose yes runs it. One that had ended (a
 * person had taken the conversation just then) goes on as well; one that still runs finds the decision at its end.
 */
export function queueWaitingTurn(tx: Tx, action: Action, now: number): void {
  const turnId = action.acceptedByTurnId ?? action.turnId;
  tx.update(turns)
    .set({ status: "queued", queuedAt: now, outcome: null, endedAt: null, actionId: action.id })
    .where(and(eq(turns.id, turnId), inArray(turns.status, ["waiting", "done"])))
    .run();
  announce("turns");
}

export function endWaitingTurn(tx: Tx, action: Action, outcome: "reply" | "expired", now: number): void {
  tx.update(turns)
    .set({ status: "done", outcome, endedAt: now })
    .where(and(eq(turns.id, action.turnId), eq(turns.status, "waiting")))
    .run();
}

export function showCard(tx: Tx, action: Action, now: number): void {
  logOfAction(tx, action, { type: "confirm", card: toCard(action) }, now);
}

/** A card belongs to the turn that shows it: the one that offered it, or the one whose yes runs it. */
export function logOfAction(tx: Tx, action: Action, event: AgentEvent, now: number): void {
  const turnId = action.acceptedByTurnId ?? action.turnId;
  appendEvents(tx, { conversationId: action.conversationId, turnId, events: [event], now });
}

export function getAction(tx: Pick<Tx, "select">, id: string): Action {
  const action = tx.select().from(actions).where(eq(actions.id, id)).get();
  if (!action) throw new Error(`no action ${id}`);
  return action;
}
