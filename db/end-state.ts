import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { quoteOf } from "./action-card.ts";
import type { ActionState, Money } from "./event-types.ts";
import type { Db } from "./open.ts";
import {
  actions,
  bookings,
  escalations,
  ledgerEntries,
  ledgerTransactions,
  mails,
  problems,
  turns,
} from "./schema.ts";

/*
 * Whole tables, for those who must judge what happened: evals, and tests of the whole. Nothing that serves a guest reads them, because
 * they know no owner and no bound.
 */

export interface AnyBooking {
  ref: string;
  guestId: string;
  status: "confirmed" | "cancelled";
  /** Calendar dates at the place. */
  checkIn: string;
  checkOut: string;
  guestCount: number;
}

export async function listEveryBooking(db: Db): Promise<AnyBooking[]> {
  const { ref, guestId, status, checkIn, checkOut, guestCount } = bookings;
  return db
    .select({ ref, guestId, status, checkIn, checkOut, guestCount })
    .from(bookings)
    .orderBy(asc(ref))
    .all();
}

/** The booking of every problem that was reported, in no order. */
export async function listEveryProblem(db: Db): Promise<{ bookingRef: string }[]> {
  return db.select({ bookingRef: problems.bookingRef }).from(problems).all();
}

/** The reader of every e-mail that was ever due, in no order. */
export async function listEveryMail(db: Db): Promise<{ guestId: string }[]> {
  return db.select({ guestId: mails.guestId }).from(mails).all();
}

/** What every refund took from each part of a price, in minor units, in no order. */
export async function listEveryRefundedPart(db: Db): Promise<RefundedPart[]> {
  const { account, amountMinor } = ledgerEntries;
  const { bookingRef, currency, kind, id } = ledgerTransactions;
  return db
    .select({ bookingRef, currency, part: account, minor: amountMinor })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, eq(id, ledgerEntries.transactionId))
    .where(and(eq(kind, "refund"), inArray(account, ["nights", "cleaning_fee", "service_fee", "deposit"])))
    .all()
    .map(({ minor, ...of }) => ({ ...of, minor: Math.abs(minor) }));
}

export interface RefundedPart {
  bookingRef: string;
  part: string;
  minor: number;
  currency: string;
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

/**
 * Ids of the transactions whose entries do not sum to zero, or whose guest's entries, of her card and her credit, are not what the transaction
 * says. A credit is on her credit alone.
 */
export async function listUnbalanced(db: Db): Promise<string[]> {
  const { id, kind, amountMinor } = ledgerTransactions;
  const { account, amountMinor: entry } = ledgerEntries;
  const ofGuest = sql<number>`coalesce(sum(case when ${account} = 'guest_credit' or (${account} = 'guest' and ${kind} <> 'credit') then ${entry} end), 0)`;
  return db
    .select({ id, kind, amountMinor, sum: sql<number>`coalesce(sum(${entry}), 0)`, ofGuest })
    .from(ledgerTransactions)
    .leftJoin(ledgerEntries, eq(ledgerEntries.transactionId, id))
    .groupBy(id)
    .all()
    .filter(
      (row) => row.sum !== 0 || row.ofGuest !== (row.kind === "payment" ? -row.amountMinor : row.amountMinor),
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
