import * as z from "zod";
import { formatMoney } from "../money.ts";
import { checkIn, checkOut, people } from "../stays/stay-input.ts";
import { counted } from "../stays/stay-offer.ts";
import { defineReadTool, isRefusal, type Refusal } from "../tool.ts";
import { bookingRef } from "./booking-ref.ts";
import { datesChangeUnmet, notMet, quoteDatesChange, titleOf, type WantedDates } from "./change-offer.ts";
import { peopleUnmet } from "./guest-count.ts";
import { findWantedDates } from "./wanted-dates.ts";

/** In words throughout: a small model that reads `31200` says €31,200. */
export interface ChangeQuote {
  bookingRef: string;
  title: string;
  /** "€66.00 more", "€66.00 back" or "nothing". */
  difference: string;
  rule: string;
}

/** What other dates, or another number of people, would cost now. Changes nothing. */
export const quoteChange = defineReadTool({
  name: "quote_change",
  description:
    "Says what other dates or another number of people would cost for one of the guest's bookings. Changes nothing; to change, use change_dates or change_guests.",
  effect: "read",
  input: z.strictObject({
    bookingRef,
    checkIn: checkIn.optional(),
    checkOut: checkOut.optional(),
    people: people.optional(),
  }),
  examples: [
    "What would it cost to change my dates?",
    "How much is one more night in Lisbon?",
    "What is the price difference if I come a day earlier?",
    "Would it be cheaper to leave on the 7th?",
    "How much would an extra guest be?",
    "What do I pay if I extend BK-204 until 10 December?",
    "Is there a fee for changing dates?",
    "Would I get money back for a shorter stay?",
    "If I move my trip to January, what is the price?",
    "What happens to the price when we are three?",
    "Quote me the extra for two more nights",
    "How expensive is it to arrive on 2 December instead?",
    "Does a third person cost extra on my booking?",
  ],
  slots: {
    bookingRef: { kind: "booking", ask: "Which booking do you mean?" },
    checkIn: { kind: "date", ask: "On which day would you arrive?" },
    checkOut: { kind: "date", ask: "On which day would you leave?" },
    people: { kind: "count", ask: "How many people would stay?" },
  },
  authorise: findWantedDates,
  async run({ now }, wanted, { people: count }): Promise<ChangeQuote | Refusal> {
    const dates = isSame(wanted) ? null : quoteOf(wanted, now);
    if (dates && isRefusal(dates)) return dates;
    const guests = count === undefined ? null : guestsQuote(wanted, count, now);
    if (guests && isRefusal(guests)) return guests;
    if (!dates)
      return guests ?? notMet("Which new dates, or how many people, would you like to know the price for?");
    return guests ? { ...dates, rule: `${dates.rule} ${guests.rule}` } : dates;
  },
  render: ({ title, difference, rule }) =>
    `Changing **${title}** costs **${difference}**. ${rule} Nothing has changed so far.`,
});

const isSame = ({ booking, to }: WantedDates): boolean =>
  to.checkIn === booking.checkIn && to.checkOut === booking.checkOut;

function quoteOf(wanted: WantedDates, now: number): ChangeQuote | Refusal {
  const unmet = datesChangeUnmet(wanted, now);
  if (unmet) return unmet;
  const { title, direction, amount, rule, subject } = quoteDatesChange(wanted, now);
  const words = formatMoney(amount);
  const difference = { charge: `${words} more`, refund: `nothing, and gives ${words} back`, none: "nothing" };
  return { bookingRef: subject, title, difference: difference[direction], rule };
}

function guestsQuote({ booking }: WantedDates, count: number, now: number): ChangeQuote | Refusal {
  const unmet = peopleUnmet({ booking, people: count }, now);
  if (unmet) return unmet;
  const words = counted(count, "guest");
  return {
    bookingRef: booking.ref,
    title: `${titleOf(booking)}, for ${words}`,
    difference: "nothing",
    rule: `The price is the same for ${words}.`,
  };
}
