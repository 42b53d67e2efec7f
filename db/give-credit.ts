import { and, eq } from "drizzle-orm";
import type { MovedSums, Role } from "./approval-need.ts";
import { logDecision } from "./audit.ts";
import { ifReadable, movedSums } from "./clear-action.ts";
import { listCreditOfGuest, recordCredit } from "./credits.ts";
import type { Money } from "./event-types.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { bookings, conversations, staff } from "./schema.ts";
import { findHeld, type StaffOutcome } from "./staff-desk.ts";
import { sayAsStaff } from "./staff-message.ts";

export interface CreditToGive {
  /** Of the ledger transaction, and of the message that tells of it. */
  creditId: string;
  escalationId: string;
  staffId: string;
  /** The guest's booking that it is for. */
  bookingRef: string;
  amount: Money;
  /** The guest reads it. */
  reason: string;
  /** Why this person may not give it; null when she may. `moved` is null when it could not be read. Pure. */
  whyNot: (role: Role, moved: MovedSums | null) => Extract<StaffOutcome, { ok: false }> | null;
  /** What the guest is told, with what she has of credit in this currency then. Pure. */
  wordsOf: (balance: Money) => string;
  /** The money rules that `whyNot` went by. */
  rulesVersion: string;
  now: number;
}

/**
 * A person who holds a guest's conversation gives her a credit: the ledger, the audit row and the message in her chat in one commit. The sums
 * are read in it too: of two credits that fit one by one and not together, the second is refused.
 */
export async function giveCredit(db: Db, credit: CreditToGive): Promise<StaffOutcome> {
  const { creditId, escalationId, staffId, bookingRef, amount, reason, now } = credit;
  return atomically(db, (tx) => {
    const held = findHeld(tx, escalationId, staffId);
    if ("ok" in held) return held;
    const { conversationId, staffName } = held;
    const found = findBooking(tx, { conversationId, bookingRef });
    if (!found) return { ok: false, why: "credit", say: "bookingRef: must be a booking of this guest" };
    const { currency, guestId } = found;
    if (currency !== amount.currency)
      return { ok: false, why: "credit", say: `currency: must be ${currency}, as of ${bookingRef}` };
    const person = tx.select({ role: staff.role }).from(staff).where(eq(staff.id, staffId)).get();
    if (!person) return { ok: false, why: "unknown" };
    const refused = credit.whyNot(
      person.role,
      ifReadable(() => movedSums(tx, { currency, guestId, now })),
    );
    if (refused) return refused;
    recordCredit(tx, { id: creditId, bookingRef, amount, now });
    const data = { ledgerTransactionId: creditId, escalationId, guestId, bookingRef, amount, reason };
    logDecision(tx, {
      ...{ kind: "credit-given", actor: `staff:${staffId}`, conversationId, actionId: null, now },
      data: { ...data, rulesVersion: credit.rulesVersion },
    });
    const balance = listCreditOfGuest(tx, { guestId }).find((one) => one.currency === currency);
    if (!balance) throw new Error(`credit ${creditId} is not in the balance of ${guestId}`);
    const told = { conversationId, messageId: creditId, text: credit.wordsOf(balance), staffName, now };
    if (!sayAsStaff(tx, told)) throw new Error(`credit ${creditId} could not be told`);
    return { ok: true };
  });
}

/** The booking, if it is one of the guest whose conversation this is. */
const findBooking = (
  tx: Tx,
  { conversationId, bookingRef }: { conversationId: string; bookingRef: string },
) =>
  tx
    .select({ currency: bookings.currency, guestId: bookings.guestId })
    .from(bookings)
    .innerJoin(conversations, eq(conversations.guestId, bookings.guestId))
    .where(and(eq(conversations.id, conversationId), eq(bookings.ref, bookingRef)))
    .get();
