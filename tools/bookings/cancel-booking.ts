import * as z from "zod";
import { carryOut } from "../booking-system/carry-out.ts";
import { cancellationUnmet, quoteCancellationOf } from "../refunds/cancellation-offer.ts";
import { defineWriteTool } from "../tool.ts";
import { authoriseBooking } from "./authorise-booking.ts";
import { bookingRef } from "./booking-ref.ts";

/** Cancels one booking and refunds what its policy gives back, after the guest has confirmed the exact amount. */
export const cancelBooking = defineWriteTool({
  name: "cancel_booking",
  description:
    "Prepares the cancellation of one of the guest's bookings with its refund, and shows her a button with the exact amount. Call it right away when she asks to cancel, without asking for confirmation: the button does that, and nothing is cancelled before. Not for questions about what she would get back (quote_cancellation).",
  effect: "write",
  input: z.strictObject({ bookingRef }),
  examples: [
    "Cancel my booking",
    "I want to cancel BK-204",
    "Please cancel my trip to Lisbon",
    "I can't travel anymore, cancel the reservation",
    "I need to cancel my stay",
    "Go ahead and cancel it",
    "Cancel it and refund me",
    "We won't be coming, please cancel",
    "I'd like to call off my stay in Porto",
    "Get me out of this booking",
    "My plans changed, I have to cancel",
    "I have to cancel BK-310, do I get my money back?",
    "Cancel my reservation and send the money back to my card",
    "Please drop the New York booking",
    "I don't need the apartment any more, cancel it please",
    "cancel bk355",
    "Yes, cancel that booking",
    "I don't want to go any more, take my booking off",
    "Cancel everything for next week in Kyoto",
    "Let's cancel the trip",
    "Please take care of the cancellation of my stay",
    "cancellation please",
    "I have decided to cancel my reservation",
  ],
  slots: { bookingRef: { kind: "booking", ask: "Which booking would you like to cancel?" } },
  authorise: authoriseBooking,
  preconditions: async ({ now }, booking) => cancellationUnmet(booking, now),
  async quote({ now }, booking) {
    const { until: _, ...quote } = quoteCancellationOf(booking, now);
    return quote;
  },
  run: (context, _booking, confirmed) => carryOut(context, confirmed, { kind: "cancel" }),
});
