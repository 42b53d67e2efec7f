import { and, desc, eq, inArray } from "drizzle-orm";
import { type Action, quoteOf } from "./action-card.ts";
import type { ActionState, Money } from "./event-types.ts";
import type { Db } from "./open.ts";
import { actions, bookings, ledgerEntries, ledgerTransactions, places } from "./schema.ts";

/** How many refunds, and how many requests, one look-up returns at most: the newest. */
const listedMax = 20;

/** Money that went back. */
export interface SentRefund {
  /** The action that ordered it. */
  confirmationId: string;
  bookingRef: string;
  /** The tool whose deed it was. */
  tool: string;
  placeName: string;
  amount: Money;
  /** Where it went, but for what of it is credit. */
  method: string;
  /** Of the amount, what came back as credit; absent when nothing did. */
  credit?: Money;
  at: number;
  timeZone: string;
}

/** What a guest confirmed that gives money back, or may: where it stands. Knows of the booking its reference alone. */
export interface RefundRequest {
  confirmationId: string;
  bookingRef: string;
  tool: string;
  amount: Money;
  state: ActionState;
  /** Why it was rejected or failed, in words for the guest. */
  reason: string | null;
  at: number;
}

/** Refunds in the ledger for a guest's bookings, or for one of them, newest first. */
export async function listRefundsOfGuest(
  db: Db,
  { guestId, ref }: { guestId: string; ref?: string | undefined },
): Promise<SentRefund[]> {
  return db
    .select()
    .from(ledgerTransactions)
    .innerJoin(actions, eq(actions.id, ledgerTransactions.confirmationId))
    .innerJoin(bookings, eq(bookings.ref, ledgerTransactions.bookingRef))
    .innerJoin(places, eq(places.id, bookings.placeId))
    .leftJoin(
      ledgerEntries,
      and(eq(ledgerEntries.transactionId, ledgerTransactions.id), eq(ledgerEntries.account, "guest_credit")),
    )
    .where(
      and(
        eq(ledgerTransactions.kind, "refund"),
        eq(bookings.guestId, guestId),
        ref === undefined ? undefined : eq(bookings.ref, ref),
      ),
    )
    .orderBy(desc(ledgerTransactions.createdAt))
    .limit(listedMax)
    .all()
    .map(({ ledger_transactions: moved, actions: action, places: place, ledger_entries: back }) => ({
      confirmationId: action.id,
      bookingRef: moved.bookingRef,
      tool: action.tool,
      placeName: place.name,
      amount: { minor: moved.amountMinor, currency: moved.currency },
      method: moved.method,
      ...(back && { credit: { minor: back.amountMinor, currency: moved.currency } }),
      at: moved.createdAt,
      timeZone: place.timeZone,
    }));
}

/** The tools whose deeds give money back. Their subject is a booking. */
const refundingTools = ["cancel_booking", "change_dates", "request_refund"];

/** Of each booking the newest confirmed deed of each tool that has not become a refund: on its way, rejected or failed. */
export async function listRefundRequestsOfGuest(
  db: Db,
  { guestId, ref }: { guestId: string; ref?: string | undefined },
): Promise<RefundRequest[]> {
  const confirmed = db
    .select()
    .from(actions)
    .where(
      and(
        eq(actions.guestId, guestId),
        inArray(actions.tool, refundingTools),
        ref === undefined ? undefined : eq(actions.subject, ref),
      ),
    )
    .orderBy(desc(actions.createdAt))
    .limit(listedMax)
    .all()
    .filter((action) => confirmedStates.has(action.state) && givesBack(action));
  const newest = new Map(
    confirmed.toReversed().map((action) => [`${action.subject} ${action.tool}`, action]),
  );
  return [...newest.values()]
    .filter(({ state }) => state !== "done")
    .map((action) => ({
      confirmationId: action.id,
      bookingRef: action.subject,
      tool: action.tool,
      amount: quoteOf(action).amount,
      state: action.state,
      reason: action.outcome ? (JSON.parse(action.outcome).reason ?? null) : null,
      at: action.decidedAt ?? action.createdAt,
    }));
}

/** A change of dates is no refund where it costs more; a cancellation is asked about as one even when nothing comes back. */
const givesBack = (action: Action): boolean =>
  action.tool === "cancel_booking" || quoteOf(action).direction === "refund";

/** What a guest pressed the button for. Offers she let lie or declined are no requests. */
const confirmedStates = new Set<ActionState>([
  "accepted",
  "awaiting_approval",
  "approved",
  "in_doubt",
  "done",
  "failed",
  "rejected",
]);
