import * as z from "zod";
import { carryOut } from "../booking-system/carry-out.ts";
import { checkIn, checkOut } from "../stays/stay-input.ts";
import { defineWriteTool } from "../tool.ts";
import { bookingRef } from "./booking-ref.ts";
import { datesChangeUnmet, quoteDatesChange } from "./change-offer.ts";
import { findWantedDates } from "./wanted-dates.ts";

/** Moves one booking to other dates and charges or refunds the difference, after the guest has confirmed the exact amount. */
export const changeDates = defineWriteTool({
  name: "change_dates",
  description:
    "Prepares new dates for one of the guest's bookings and shows her a button with the exact difference in price. Call it when she asks to move, extend or shorten a stay; leave out a date that stays. Not for what it would cost (quote_change).",
  effect: "write",
  input: z.strictObject({ bookingRef, checkIn: checkIn.optional(), checkOut: checkOut.optional() }),
  examples: [
    "Change the dates of my booking",
    "Move BK-204 to 5–9 December",
    "I want to arrive a day later",
    "Can I stay one more night?",
    "Extend my stay until 10 December",
    "Please shorten my stay, we leave on the 7th",
    "Shift my trip to January",
    "I'd like to come earlier, on 2 December",
    "Postpone my reservation by a week",
    "Change the check-out to Sunday",
    "Add another night to my booking",
    "We need other dates for our stay in Lisbon",
    "Reschedule BK-310 please",
    "Let me leave a day earlier",
  ],
  slots: {
    bookingRef: { kind: "booking", ask: "Which booking would you like to move?" },
    checkIn: { kind: "date", ask: "On which day will you arrive?" },
    checkOut: { kind: "date", ask: "On which day will you leave?" },
  },
  authorise: findWantedDates,
  preconditions: async ({ now }, wanted) => datesChangeUnmet(wanted, now),
  quote: async ({ now }, wanted) => quoteDatesChange(wanted, now),
  run(context, _wanted, confirmed) {
    // As she confirmed them: the booking system compares, and it alone knows whether this order has been carried out already.
    const { checkIn: arrival = "", checkOut: departure = "" } = confirmed.quote.terms ?? {};
    const before = { checkIn: arrival, checkOut: departure };
    const { checkIn: from = arrival, checkOut: to = departure } = confirmed.input;
    return carryOut(context, confirmed, {
      kind: "change-dates",
      dates: { checkIn: from, checkOut: to, before },
    });
  },
});
