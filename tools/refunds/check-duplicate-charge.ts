import * as z from "zod";
import type { Booking } from "../../db/bookings.ts";
import { type LedgerMovement, totalOf } from "../../db/ledger.ts";
import { authoriseBooking } from "../bookings/authorise-booking.ts";
import { bookingRef } from "../bookings/booking-ref.ts";
import { formatMoney } from "../money.ts";
import { formatInstant } from "../stay-times.ts";
import { defineReadTool, isRefusal, type Refusal, type ToolContext } from "../tool.ts";
import { duplicateCharges } from "./duplicate-charge.ts";

/** How many of a guest's bookings are looked at when she names none: the latest stays. */
const bookingsMax = 20;

/** In words throughout: a small model that reads `31200` says €31,200. */
export interface DuplicateCheck {
  /** The bookings that were looked at. */
  looked: string[];
  duplicates: {
    bookingRef: string;
    amount: string;
    /** "9 November 2026, 10:00, Visa ending 3003". */
    first: string;
    second: string;
    /** The second one can be given back by request_refund. */
    canComeBack: boolean;
    note: string;
  }[];
  /** What two equal amounts are when nothing was charged twice; empty when something was. A reply may say it, for the result does. */
  otherwise: string;
}

const pending =
  "Two equal amounts on a statement are often one payment and one pending authorisation, which disappears within 7 working days.";

/** Looks in the ledger for payments that were taken twice. Changes nothing. */
export const checkDuplicateCharge = defineReadTool({
  name: "check_duplicate_charge",
  description:
    "Looks in the ledger whether the guest was charged twice for the same, in one booking or in all of hers. Changes nothing; to get a second charge back, use request_refund.",
  effect: "read",
  input: z.strictObject({ bookingRef: bookingRef.optional() }),
  examples: [
    "I was charged twice",
    "You took the money two times",
    "There are two identical payments on my card",
    "Check for a double charge please",
    "My card was debited twice for BK-204",
    "Did I pay twice for my booking?",
    "The same amount appears twice on my statement",
    "Why was I billed double?",
    "I see a duplicate payment for my stay",
    "Is there a second charge on my reservation?",
    "My bank shows two debits from you",
    "You charged me double for Berlin",
  ],
  slots: { bookingRef: { kind: "booking", ask: "Which booking is it about?" } },
  authorise: findBookings,
  async run(_context, { found }): Promise<DuplicateCheck> {
    const duplicates = found.flatMap(duplicatesOf);
    const otherwise = duplicates.length > 0 ? "" : pending;
    return { looked: found.map(({ ref }) => ref), duplicates, otherwise };
  },
  render({ looked, duplicates, otherwise = "" }) {
    if (looked.length === 0) return "You have no bookings with me, so I see no charges at all.";
    if (duplicates.length === 0) return `I see no double charge for ${looked.join(", ")}. ${otherwise}`;
    return duplicates
      .map(
        ({ bookingRef: ref, amount, first, second, note }) =>
          `${ref}: **${amount}** was charged twice, first on ${first}, and again on ${second}. ${note}`,
      )
      .join("\n\n");
  },
});

async function findBookings(
  context: ToolContext,
  { bookingRef: ref }: { bookingRef?: string | undefined },
): Promise<{ found: Booking[] } | Refusal> {
  if (ref !== undefined) {
    const booking = await authoriseBooking(context, { bookingRef: ref });
    return isRefusal(booking) ? booking : { found: [booking] };
  }
  const { bookings, guestId } = context;
  const listed = await bookings.listBookings({ guestId });
  const refs = listed.slice(0, bookingsMax).map((booking) => booking.ref);
  const found = await Promise.all(refs.map((own) => bookings.findBooking({ guestId, ref: own })));
  return { found: found.filter((booking) => booking !== undefined) };
}

function duplicatesOf(booking: Booking): DuplicateCheck["duplicates"] {
  const { ref, place, status } = booking;
  const told = ({ createdAt, method }: LedgerMovement) =>
    `${formatInstant(createdAt, place.timeZone)}, ${method}`;
  return duplicateCharges(booking).map(({ first, second, isOutstanding }) => {
    const canComeBack = isOutstanding && status === "confirmed";
    return {
      bookingRef: ref,
      amount: formatMoney({ minor: totalOf(second.parts), currency: second.currency }),
      first: told(first),
      second: told(second),
      canComeBack,
      note: canComeBack
        ? 'The second one can come back: say "refund the double charge".'
        : isOutstanding
          ? "The booking is cancelled, so a person must look at it."
          : "It has gone back already.",
    };
  });
}
