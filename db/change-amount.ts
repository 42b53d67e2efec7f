import type { Action, StoredQuote } from "./action-card.ts";
import { move, queueWaitingTurn } from "./action-moves.ts";
import { hasRole } from "./approval-need.ts";
import { findOpenApproval, resolveApproval } from "./approvals.ts";
import { logQuoted, logStaffDecision } from "./audit-of-actions.ts";
import { atomically, type Db } from "./open.ts";
import { actions, approvals } from "./schema.ts";
import type { StaffOutcome } from "./staff-desk.ts";

export interface ChangedAmount {
  escalationId: string;
  staffId: string;
  /** The action as it was when the new quote was made of it. Another one by now: nothing is done. */
  actionId: string;
  /** The confirmation id of the new offer, its quote, and the hash that binds it. */
  newId: string;
  quote: StoredQuote;
  hash: string;
  reason: string;
  expiresAt: number;
  now: number;
}

/**
 * A person of staff sets another amount. The action that waited ends `replaced`, and a new one is offered in its turn, which the guest must
 * accept anew; the turn goes on to tell her. Whoever set the amount has given the first approval of the new action, and cannot give the second.
 */
export async function replaceWithAmount(db: Db, change: ChangedAmount): Promise<StaffOutcome> {
  const { escalationId, staffId, newId, quote, hash, reason, expiresAt, now } = change;
  return atomically(db, (tx): StaffOutcome => {
    const open = findOpenApproval(tx, { escalationId, staffId, now });
    if (!("action" in open)) return open;
    const { action, person, need } = open;
    if (action.id !== change.actionId) return { ok: false, why: "decided" };
    if (!hasRole(person.role, need.first)) return { ok: false, why: "role" };
    if (open.given.some(({ id }) => id === staffId)) return { ok: false, why: "same-person" };
    const by = { actor: `staff:${staffId}` };
    move(tx, action, ["awaiting_approval"], "replaced", { finishedAt: now }, now, by);
    const approval = {
      actionId: action.id,
      staffId,
      decision: "change" as const,
      reason,
      amountMinor: quote.amount.minor,
      createdAt: now,
    };
    tx.insert(approvals).values(approval).run();
    logStaffDecision(tx, action, approval);
    resolveApproval(tx, { escalationId, staffId, now });
    const offered = tx
      .insert(actions)
      .values({
        ...carriedOver(action),
        id: newId,
        quote: JSON.stringify(quote),
        hash,
        state: "offered",
        replacesId: action.id,
        createdAt: now,
        expiresAt,
      })
      .returning()
      .get();
    logQuoted(tx, offered, undefined, now);
    // The card is shown by the turn, after the words that explain it.
    queueWaitingTurn(tx, offered, now);
    return { ok: true };
  });
}

/** The turn that waits is the one whose yes confirmed it, if one did. */
function carriedOver({ conversationId, guestId, turnId, acceptedByTurnId, tool, subject, input }: Action) {
  return { conversationId, guestId, turnId: acceptedByTurnId ?? turnId, tool, subject, input };
}
