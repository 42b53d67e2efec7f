import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { AmountLine } from "./event-types.ts";
import { keptByConnection } from "./kept.ts";
import type { Tx } from "./open.ts";
import { ledgerEntries, ledgerTransactions } from "./schema.ts";

/** What a price is made of. Each part has an account of its own in the ledger. */
export type Part = "nights" | "cleaning_fee" | "service_fee" | "deposit";
export const parts: readonly Part[] = ["nights", "cleaning_fee", "service_fee", "deposit"];

/** Minor units per part. */
export type PartAmounts = Record<Part, number>;

/** The words of quotes and receipts. A quote is executed by its lines, so these and the accounts stay one to one. */
export const partLabels: Record<Part, string> = {
  nights: "Nights",
  cleaning_fee: "Cleaning fee",
  service_fee: "Service fee",
  deposit: "Deposit",
};

export const noAmounts: Readonly<PartAmounts> = { nights: 0, cleaning_fee: 0, service_fee: 0, deposit: 0 };

export type LedgerTransaction = typeof ledgerTransactions.$inferSelect;

interface Movement {
  bookingRef: string;
  amounts: PartAmounts;
  /** Of the sum of the amounts, what the guest's credit pays or gets back (nothing, unless it is said); her card does the rest. */
  creditMinor?: number;
  currency: string;
  method: string;
  now: number;
}

/** Money from the guest, inside somebody's unit of work. Once per confirmation, when it comes from a confirmed action. */
export function recordPayment(
  tx: Tx,
  { confirmationId = null, ...movement }: Movement & { id: string; confirmationId?: string | null },
): void {
  record(tx, { ...movement, kind: "payment", confirmationId });
}

/**
 * Money back to the guest, once per confirmation. Throws SqliteError when the confirmation has moved money already, or when
 * refunds would exceed payments, of her card or of her credit too: the database's own guards, which end the whole unit of work.
 */
export function recordRefund(
  tx: Tx,
  { confirmationId, ...movement }: Movement & { confirmationId: string },
): void {
  record(tx, { ...movement, id: `refund-${confirmationId}`, kind: "refund", confirmationId });
}

/** What moved, and for which parts of a price; minor units, above zero in both directions. */
export interface LedgerMovement extends LedgerTransaction {
  parts: PartAmounts;
  /** What of it her credit paid or got back. */
  creditMinor: number;
}

/** Payments and refunds of a booking, oldest first. */
export function listMovements(tx: Pick<Tx, "select">, bookingRef: string): LedgerMovement[] {
  const rows = entriesOfBooking(tx).all({ bookingRef });
  const movements = new Map<string, LedgerMovement>();
  for (const { moved, entry } of rows) {
    const movement = movements.get(moved.id) ?? { ...moved, parts: { ...noAmounts }, creditMinor: 0 };
    movements.set(moved.id, movement);
    if (entry.account === "guest_credit") movement.creditMinor = Math.abs(entry.amountMinor);
    if (isPart(entry.account))
      movement.parts[entry.account] += moved.kind === "refund" ? -entry.amountMinor : entry.amountMinor;
  }
  return [...movements.values()];
}

const entriesOfBooking = keptByConnection((tx: Pick<Tx, "select">) =>
  tx
    .select({ moved: ledgerTransactions, entry: ledgerEntries })
    .from(ledgerTransactions)
    .innerJoin(ledgerEntries, eq(ledgerEntries.transactionId, ledgerTransactions.id))
    .where(eq(ledgerTransactions.bookingRef, sql.placeholder("bookingRef")))
    .orderBy(asc(ledgerTransactions.createdAt), asc(ledgerTransactions.id))
    .prepare(),
);

/** What these movements leave of the guest's money in each part: payments without refunds. */
export function netOf(movements: LedgerMovement[]): PartAmounts {
  const net: PartAmounts = { ...noAmounts };
  for (const { kind, parts: moved } of movements)
    for (const part of parts) net[part] += kind === "refund" ? -moved[part] : moved[part];
  return net;
}

/** What the guest has paid for each part of a booking, without what went back to her, or of one kind of movement alone. */
export function sumParts(
  tx: Pick<Tx, "select">,
  bookingRef: string,
  kind?: "payment" | "refund",
): PartAmounts {
  const entries = tx
    .select({ account: ledgerEntries.account, amountMinor: ledgerEntries.amountMinor })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
    .where(
      and(
        eq(ledgerTransactions.bookingRef, bookingRef),
        inArray(ledgerTransactions.kind, kind ? [kind] : ["payment", "refund"]),
      ),
    )
    .all();
  const sums: PartAmounts = { ...noAmounts };
  for (const { account, amountMinor } of entries) if (isPart(account)) sums[account] += amountMinor;
  return sums;
}

const isPart = (account: string): account is Part => (parts as readonly string[]).includes(account);

export const totalOf = (amounts: PartAmounts): number => parts.reduce((sum, part) => sum + amounts[part], 0);

/** One line a part: what was paid for it, and what comes back or (below zero) is charged on top. A deposit is a line only where there is one. */
export function toLines(paid: PartAmounts, refund: PartAmounts, currency: string): AmountLine[] {
  const told = parts.filter((part) => part !== "deposit" || paid[part] !== 0 || refund[part] !== 0);
  return told.map((part) => ({
    label: partLabels[part],
    paid: { minor: paid[part], currency },
    refund: { minor: Math.max(0, refund[part]), currency },
    ...(refund[part] < 0 && { charge: { minor: -refund[part], currency } }),
  }));
}

/** What a quote promised to give back, or to charge, of each part. Throws on a line that no account stands for. */
export function fromLines(lines: AmountLine[], direction: "refund" | "charge" = "refund"): PartAmounts {
  const amounts: PartAmounts = { ...noAmounts };
  for (const line of lines) {
    const part = parts.find((candidate) => partLabels[candidate] === line.label);
    if (!part) throw new Error(`no account for the line "${line.label}"`);
    const net = line.refund.minor - (line.charge?.minor ?? 0);
    amounts[part] += direction === "refund" ? net : -net;
  }
  return amounts;
}

/** One transaction and its entries, which sum to zero: what the guest's card and her credit give, the parts receive, and the other way round. */
function record(
  tx: Tx,
  movement: Movement & { id: string; kind: "payment" | "refund"; confirmationId: string | null },
): void {
  const { id, kind, bookingRef, amounts, creditMinor = 0, currency, confirmationId, method, now } = movement;
  const amountMinor = totalOf(amounts);
  tx.insert(ledgerTransactions)
    .values({ id, kind, bookingRef, amountMinor, currency, confirmationId, method, createdAt: now })
    .run();
  const sign = kind === "payment" ? 1 : -1;
  const given = { guest: amountMinor - creditMinor, guest_credit: creditMinor } as const;
  const ofGuest = (["guest", "guest_credit"] as const).filter((account) => given[account] !== 0);
  const moved = parts.filter((part) => amounts[part] !== 0);
  tx.insert(ledgerEntries)
    .values([
      ...ofGuest.map((account) => ({ transactionId: id, account, amountMinor: -sign * given[account] })),
      ...moved.map((part) => ({ transactionId: id, account: part, amountMinor: sign * amounts[part] })),
    ])
    .run();
}
