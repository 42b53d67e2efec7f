import * as z from "zod";
import type { Booking } from "../../db/bookings.ts";
import { creditOfRefund } from "../../db/credit-parts.ts";
import { isHeldByClaim } from "../../db/damage-claims.ts";
import { paymentMethod } from "../../db/effects/move-money.ts";
import { toLines } from "../../db/ledger.ts";
import type { Problem } from "../../db/problems.ts";
import { authoriseBooking } from "../bookings/authorise-booking.ts";
import { bookingTitle } from "../bookings/booking-title.ts";
import { backInParts, creditPart } from "../credit-in-words.ts";
import { formatMoney } from "../money.ts";
import { isRefusal, type Quote, type Refusal, type Slot, type ToolContext } from "../tool.ts";
import { type RefundItem, type RefundOutcome, refundItems, refundOutcome } from "./refund-rules.ts";

/* What quote_refund and request_refund share: the input, what it is about, and the offer. */

export const items = z
  .array(z.enum(refundItems))
  .min(1)
  .max(refundItems.length)
  .describe("What shall come back; `nights` for nights that a problem spoiled.");

export const nights = z.int().min(1).max(90).optional().describe("How many nights, if she says so.");

export const itemsSlot: Slot = {
  kind: "choice",
  ask: "What would you like to get back: nights, the cleaning fee, the service fee, the deposit, or a double charge?",
  choices: {
    nights: [
      ...[
        "night",
        "heating",
        "hot water",
        "no water",
        "wifi",
        "wi-fi",
        "internet",
        "shower",
        "broken",
        "noise",
        "noisy",
      ],
      ...["loud", "not as described", "could not get in", "couldn't get in", "never worked"],
    ],
    cleaning_fee: ["cleaning", "dirty", "filthy", "not clean", "nobody cleaned", "unclean"],
    service_fee: ["service fee", "booking fee"],
    deposit: ["deposit"],
    duplicate_charge: ["twice", "double", "duplicate", "second charge", "two times"],
    everything: ["everything", "whole amount", "full amount", "all my money", "all of my money"],
  },
};

export interface WantedRefund {
  booking: Booking;
  problems: Problem[];
  items: RefundItem[];
  nights: number | undefined;
}

export async function findWantedRefund(
  context: ToolContext,
  asked: { bookingRef: string; items: RefundItem[]; nights?: number | undefined },
): Promise<WantedRefund | Refusal> {
  const booking = await authoriseBooking(context, asked);
  if (isRefusal(booking)) return booking;
  const { bookings, guestId, now } = context;
  const problems = await bookings.listProblems({ guestId, bookingRef: booking.ref, now });
  return { booking, problems, items: asked.items, nights: asked.nights };
}

export const outcomeOf = (wanted: WantedRefund, now: number): RefundOutcome =>
  refundOutcome({ ...wanted, now });

/** Why a person, or nobody, can give this back now; null when the rules do. Asked before the quote, and again after the confirmation. */
export function refundUnmet(wanted: WantedRefund, now: number): Refusal | null {
  const outcome = outcomeOf(wanted, now);
  if (outcome.kind === "by-rule") return null;
  return { refused: outcome.kind, say: `${titleOf(wanted)}: ${outcome.say}` };
}

/** What comes back by rule at this instant. Throws when `refundUnmet`: ask that first. */
export function quoteRefundOf(wanted: WantedRefund, now: number): Quote {
  const { booking } = wanted;
  const outcome = outcomeOf(wanted, now);
  if (outcome.kind !== "by-rule") throw new Error(`nothing of ${booking.ref} comes back by rule`);
  const amount = { minor: outcome.totalMinor, currency: booking.currency };
  const creditMinor = creditOfRefund(amount.minor, booking.movements);
  return {
    subject: booking.ref,
    title: titleOf(wanted),
    label: isHeldByClaim(booking, outcome.refund.deposit)
      ? `Ask for ${formatMoney(amount)} back`
      : `Refund ${formatMoney(amount)}`,
    direction: "refund",
    amount,
    rule: `${outcome.rule}${backInParts({ amount, creditMinor, method: paymentMethod(booking) })}`,
    lines: toLines(booking.paid, outcome.refund, booking.currency),
    ...creditPart(creditMinor, booking.currency),
  };
}

/** "BK-131 · River Flat in Ribeira, 22–25 September 2026: refund of the cleaning fee and nights". */
function titleOf({ booking, items: wanted }: WantedRefund): string {
  const names = [...new Set(wanted)].map((item) => itemNames[item]);
  return `${bookingTitle({ ...booking, placeName: booking.place.name })}: refund of ${names.join(" and ")}`;
}

const itemNames: Record<RefundItem, string> = {
  nights: "nights",
  cleaning_fee: "the cleaning fee",
  service_fee: "the service fee",
  deposit: "the deposit",
  duplicate_charge: "a double charge",
  everything: "everything",
};
