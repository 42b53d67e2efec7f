import { asc, eq, sql } from "drizzle-orm";
import { quoteOf } from "./action-card.ts";
import type { ActionState, Money } from "./event-types.ts";
import type { Db } from "./open.ts";
import { actions, bookings, escalations, ledgerEntries, ledgerTransactions, turns } from "./schema.ts";

/*
 * Whole tables, for those who must judge what happened: evals, and tests of the whole. Nothing that serves a guest reads them, because
 * they know no owner and no bound.
 */

export interface AnyBooking {
  ref: string;
  guestId: string;
  status: "confirmed" | "cancelled";
}

export async function listEveryBooking(db: Db): Promise<AnyBooking[]> {
  const { ref, guestId, status } = bookings;
  return db.select({ ref, guestId, status }).from(bookings).orderBy(asc(ref)).all();
}

export interface AnyMovement {
  id: string;
  kind: "payment" | "refund" | "credit";
  bookingRef: string;
  amount: Money;
  /** The action that moved it, if one did. */
  by: { guestId: string; subject: string; state: ActionState; amount: Money } | null;
}

/** Every payment, refund and credit, oldest first. */
export async function listEveryMovement(db: Db): Promise<AnyMovement[]> {
  return db
    .select()
    .from(ledgerTransactions)
    .leftJoin(actions, eq(actions.id, ledgerTransactions.confirmationId))
    .orderBy(asc(ledgerTransactions.createdAt), asc(ledgerTransactions.id))
    .all()
    .map(({ ledger_transactions: moved, actions: action }) => ({
      id: moved.id,
      kind: moved.kind,
      bookingRef: moved.bookingRef,
      amount: { minor: moved.amountMinor, currency: moved.currency },
      by: action && {
        guestId: action.guestId,
        subject: action.subject,
        state: action.state,
        amount: quoteOf(action).amount,
      },
    }));
}

/** Ids of the transactions whose entries do not sum to zero, or whose guest's entry is not what the transaction says. */
export async function listUnbalanced(db: Db): Promise<string[]> {
  const { id, kind, amountMinor } = ledgerTransactions;
  const entry = ledgerEntries.amountMinor;
  const ofGuest = sql<number>`coalesce(sum(case when ${ledgerEntries.account} = 'guest' then ${entry} end), 0)`;
  return db
    .select({ id, kind, amountMinor, sum: sql<number>`coalesce(sum(${entry}), 0)`, ofGuest })
    .from(ledgerTransactions)
    .leftJoin(ledgerEntries, eq(ledgerEntries.transactionId, id))
    .groupBy(id)
    .all()
    .filter(
      (row) => row.sum !== 0 || row.ofGuest !== (row.kind === "refund" ? row.amountMinor : -row.amountMinor),
    )
    .map((row) => row.id);
}

/** The actions of a conversation by state, its escalations, and how many of its turns have not come to their end. */
export async function readOutcome(db: Db, { conversationId }: { conversationId: string }) {
  const { kind, status } = escalations;
  const offered = db
    .select({ state: actions.state })
    .from(actions)
    .where(eq(actions.conversationId, conversationId));
  const raised = db
    .select({ kind, status })
    .from(escalations)
    .where(eq(escalations.conversationId, conversationId));
  const begun = db
    .select({ status: turns.status })
    .from(turns)
    .where(eq(turns.conversationId, conversationId));
  return {
    actions: offered.all().map(({ state }) => state),
    escalations: raised.all(),
    unfinishedTurns: begun.all().filter((turn) => turn.status === "queued" || turn.status === "running")
      .length,
  };
}
