import { randomUUID } from "node:crypto";
import { quoteOf, type StoredQuote } from "../../db/action-card.ts";
import { findActionOfEscalation } from "../../db/action-chain.ts";
import type { Booking } from "../../db/bookings.ts";
import { replaceWithAmount } from "../../db/change-amount.ts";
import { creditOfRefund } from "../../db/credit-parts.ts";
import { paymentMethod } from "../../db/effects/move-money.ts";
import { toLines, totalOf } from "../../db/ledger.ts";
import type { Db } from "../../db/open.ts";
import type { StaffOutcome } from "../../db/staff-desk.ts";
import type { BookingSystem } from "../booking-system/booking-system.ts";
import { backInParts, creditPart } from "../credit-in-words.ts";
import { formatMoney } from "../money.ts";
import type { MoneyRules } from "../money-rules.ts";
import { offerHash } from "../offer-hash.ts";
import { spreadAmount } from "./spread-amount.ts";

export interface ChangeOfAmount {
  escalationId: string;
  staffId: string;
  /** In minor units of the offer's currency. */
  amountMinor: number;
  /** The guest reads it. */
  reason: string;
  now: number;
}

/**
 * A person of staff sets what a guest gets back in place of the tool's amount: a new offer, which the guest must accept. At most what the
 * ledger holds of her payments.
 */
export async function changeAmount(
  { db, bookings, rules }: { db: Db; bookings: BookingSystem; rules: MoneyRules },
  change: ChangeOfAmount,
): Promise<StaffOutcome> {
  const { escalationId, staffId, amountMinor, reason, now } = change;
  const action = await findActionOfEscalation(db, { escalationId });
  if (!action) return { ok: false, why: "unknown" };
  const about = { guestId: action.guestId, ref: action.subject };
  const booking = await bookings.findBooking(about).catch(() => "unreachable" as const);
  if (booking === "unreachable") return { ok: false, why: "unreachable" };
  const quote = newQuote(quoteOf(action), booking, { amountMinor, reason });
  if (typeof quote === "string") return { ok: false, why: "amount", say: quote };
  const bound = { ...action, quote: JSON.stringify(quote), replacesId: action.id };
  return replaceWithAmount(db, {
    escalationId,
    staffId,
    actionId: action.id,
    newId: `cf_${randomUUID()}`,
    quote,
    hash: offerHash(bound),
    reason,
    expiresAt: now + rules.changedOfferMsMax,
    now,
  });
}

/** The offer with the new amount; or why there can be none, in words for the person who tried. */
function newQuote(
  quote: StoredQuote,
  booking: Booking | undefined,
  { amountMinor, reason }: { amountMinor: number; reason: string },
): StoredQuote | string {
  const { currency } = quote.amount;
  if (quote.direction !== "refund") return "Only the amount of a refund can be set.";
  if (amountMinor === quote.amount.minor) return "That is the amount that is offered already.";
  if (booking?.currency !== currency) return "The payments of this booking could not be found.";
  const leftMinor = totalOf(booking.paid);
  const atMost = `At most ${formatMoney({ minor: leftMinor, currency })} can go back.`;
  if (amountMinor <= 0) return "The amount must be more than nothing. To refund nothing, decline.";
  if (amountMinor > leftMinor) return atMost;
  const lines = spreadAmount(withPaidNow(quote, toLines(booking.paid, booking.paid, currency)), amountMinor);
  if (!lines) return atMost;
  const amount = { minor: amountMinor, currency };
  const creditMinor = creditOfRefund(amountMinor, booking.movements);
  const { credit: _, ...rest } = quote;
  return {
    ...rest,
    label: relabel(quote.label, formatMoney(quote.amount), formatMoney(amount)),
    amount,
    rule: `Set by a person at Staywell: ${reason}${backInParts({ amount, creditMinor, method: paymentMethod(booking) })}`,
    lines,
    ...creditPart(creditMinor, currency),
    setByStaff: { reason },
  };
}

/** What the ledger holds of each part now, beside what was quoted of it; a part that was not quoted counts with nothing. */
function withPaidNow(quote: StoredQuote, now: StoredQuote["lines"]): StoredQuote["lines"] {
  return now.map(({ label, paid }) => {
    const quoted = quote.lines.find((line) => line.label === label)?.refund.minor ?? 0;
    return { label, paid, refund: { minor: Math.min(quoted, paid.minor), currency: paid.currency } };
  });
}

/** "Cancel and refund €1,415.00" with another amount in it. */
const relabel = (label: string, before: string, after: string): string =>
  label.includes(before) ? label.replaceAll(before, after) : `${label}: ${after}`;
