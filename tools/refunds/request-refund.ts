import * as z from "zod";
import { fromLines } from "../../db/ledger.ts";
import { carryOut } from "../booking-system/carry-out.ts";
import { bookingRef } from "../bookings/booking-ref.ts";
import { defineWriteTool } from "../tool.ts";
import { heldByClaim } from "./damage-claim.ts";
import { findWantedRefund, items, itemsSlot, nights, quoteRefundOf, refundUnmet } from "./wanted-refund.ts";

/** Gives back parts of what was paid for a booking that stays, by rule, after the guest has confirmed the exact amount; a person gives back what no rule does. */
export const requestRefund = defineWriteTool({
  name: "request_refund",
  description:
    "Prepares the refund of nights, a fee, the deposit or a double charge of a booking that is not cancelled, and shows the guest a button with the exact amount. Without a rule that gives it back, a person takes over.",
  effect: "write",
  input: z.strictObject({ bookingRef, items, nights }),
  examples: [
    "Refund the cleaning fee, the flat was dirty",
    "I want my deposit back",
    "Give me my money back for the night without heating",
    "Please refund one night, the shower was broken",
    "I was charged twice, refund the second payment",
    "Pay back the service fee for BK-131",
    "I want compensation for the noise",
    "Return the deposit for my last stay",
    "I'd like a partial refund because the wifi did not work",
    "Refund me two nights, we had no hot water",
    "I demand my cleaning fee back",
    "Reimburse me for the nights we could not use",
    "Send the double charge back to my card",
    "We want part of our money back, the place was not as described",
  ],
  slots: {
    bookingRef: { kind: "booking", ask: "Which booking is it about?" },
    items: itemsSlot,
    nights: { kind: "none", ask: "" },
  },
  authorise: findWantedRefund,
  preconditions: async ({ now }, wanted) => refundUnmet(wanted, now),
  quote: async ({ now }, wanted) => quoteRefundOf(wanted, now),
  heldFor: ({ booking }, { lines }) => heldByClaim(booking, fromLines(lines).deposit),
  run: (context, _wanted, confirmed) => carryOut(context, confirmed, { kind: "refund-parts" }),
});
