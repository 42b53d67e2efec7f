import { and, desc, eq } from "drizzle-orm";
import { quoteOf } from "./action-card.ts";
import type { ActionState, Money } from "./event-types.ts";
import type { Db } from "./open.ts";
import { actions, bookings, ledgerTransactions, places } from "./schema.ts";

/** How many refunds, and how many requests, one look-up returns at most: the newest. */
const listedMax = 20;

/** Money that went back. */
export interface SentRefund {
  bookingRef: string;
  placeName: string;
  amount: Money;
  method: string;
  at: number;
  timeZone: string;
}

/** A cancellation the guest confirmed: where it stands. */
export interface RefundRequest {
  bookingRef: string;
  amount: Money;
  state: ActionState;
  /** Why it was rejected or failed, in words for the guest. */
  reason: string | null;
  at: number;
  timeZone: string;
}

/** Refunds in the ledger for a guest's bookings, or for one of them, newest first. */
export async function listRefundsOfGuest(
  db: Db,
  { guestId, ref }: { guestId: string; ref?: string | undefined },
): Promise<SentRefund[]> {
  return db
    .select()
    .from(ledgerTransactions)
    .innerJoin(bookings, eq(bookings.ref, ledgerTransactions.bookingRef))
    .innerJoin(places, eq(places.id, bookings.placeId))
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
    .map(({ ledger_transactions: moved, places: place }) => ({
      bookingRef: moved.bookingRef,
      placeName: place.name,
      amount: { minor: moved.amountMinor, currency: moved.currency },
      method: moved.method,
      at: moved.createdAt,
      timeZone: place.timeZone,
    }));
}

/** The newest confirmed cancellation of each booking that has not become a refund: on its way, rejected or failed. */
export async function listRefundRequestsOfGuest(
  db: Db,
  { guestId, ref }: { guestId: string; ref?: string | undefined },
): Promise<RefundRequest[]> {
  const confirmed = db
    .select()
    .from(actions)
    .innerJoin(bookings, eq(bookings.ref, actions.subject))
    .innerJoin(places, eq(places.id, bookings.placeId))
    .where(
      and(
        eq(actions.guestId, guestId),
        eq(actions.tool, "cancel_booking"),
        ref === undefined ? undefined : eq(actions.subject, ref),
      ),
    )
    .orderBy(desc(actions.createdAt))
    .limit(listedMax)
    .all()
    .filter(({ actions: action }) => confirmedStates.has(action.state));
  const newest = new Map(confirmed.toReversed().map((row) => [row.actions.subject, row]));
  return [...newest.values()]
    .filter(({ actions: action }) => action.state !== "done")
    .map(({ actions: action, places: place }) => ({
      bookingRef: action.subject,
      amount: quoteOf(action).amount,
      state: action.state,
      reason: action.outcome ? (JSON.parse(action.outcome).reason ?? null) : null,
      at: action.decidedAt ?? action.createdAt,
      timeZone: place.timeZone,
    }));
}

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
