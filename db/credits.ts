import { and, eq, inArray, sql } from "drizzle-orm";
import type { Money } from "./event-types.ts";
import type { Tx } from "./open.ts";
import { bookings, ledgerEntries, ledgerTransactions } from "./schema.ts";

/** What the company gives for a stay that went wrong. */
export interface Credit {
  /** Of the ledger transaction. */
  id: string;
  /** The guest is the one of this booking. */
  bookingRef: string;
  amount: Money;
  now: number;
}

/** What the ledger says of where a credit went. */
export const creditMethod = "Credit";

/** Goodwill becomes the guest's credit, inside somebody's unit of work. Throws SqliteError on an id that was used, and on an amount that is not above zero. */
export function recordCredit(tx: Tx, { id, bookingRef, amount, now }: Credit): void {
  const { minor, currency } = amount;
  const moved = { kind: "credit" as const, bookingRef, amountMinor: minor, currency };
  tx.insert(ledgerTransactions)
    .values({ id, ...moved, confirmationId: null, method: creditMethod, createdAt: now })
    .run();
  tx.insert(ledgerEntries)
    .values([
      { transactionId: id, account: "goodwill", amountMinor: -minor },
      { transactionId: id, account: "guest_credit", amountMinor: minor },
    ])
    .run();
}

/** What a guest has of credit, one amount a currency that she has any in, by currency. Never below zero: a trigger of the database sees to it. */
export function listCreditOfGuest(tx: Pick<Tx, "select">, { guestId }: { guestId: string }): Money[] {
  const { currency } = ledgerTransactions;
  return tx
    .select({ currency, minor: sql<number>`sum(${ledgerEntries.amountMinor})` })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
    .innerJoin(bookings, eq(bookings.ref, ledgerTransactions.bookingRef))
    .where(and(eq(ledgerEntries.account, "guest_credit"), eq(bookings.guestId, guestId)))
    .groupBy(currency)
    .orderBy(currency)
    .all()
    .filter(({ minor }) => minor !== 0);
}

/** The same of one currency, in minor units: what a charge may take. */
export const readCredit = (
  tx: Pick<Tx, "select">,
  { guestId, currency }: { guestId: string; currency: string },
): number => listCreditOfGuest(tx, { guestId }).find((one) => one.currency === currency)?.minor ?? 0;

/** Minor units of credit that were given after `since`, to one guest or (without one) to all. */
export function sumCreditsGiven(
  tx: Pick<Tx, "select">,
  { currency, since, guestId }: { currency: string; since: number; guestId?: string },
): number {
  const given = tx
    .select({ minor: sql<number>`coalesce(sum(${ledgerTransactions.amountMinor}), 0)` })
    .from(ledgerTransactions)
    .where(
      and(
        eq(ledgerTransactions.kind, "credit"),
        eq(ledgerTransactions.currency, currency),
        sql`${ledgerTransactions.createdAt} > ${since}`,
        guestId === undefined
          ? undefined
          : inArray(
              ledgerTransactions.bookingRef,
              tx.select({ ref: bookings.ref }).from(bookings).where(eq(bookings.guestId, guestId)),
            ),
      ),
    )
    .get();
  return given?.minor ?? 0;
}
