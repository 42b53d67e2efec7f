import * as z from "zod";
import { isHeldByClaim } from "../../db/damage-claims.ts";
import { bookingRef } from "../bookings/booking-ref.ts";
import { formatMoney } from "../money.ts";
import { defineReadTool } from "../tool.ts";
import {
  findWantedRefund,
  items,
  itemsSlot,
  nights,
  outcomeOf,
  quoteRefundOf,
  type WantedRefund,
} from "./wanted-refund.ts";

/** In words throughout: a small model that reads `31200` says €31,200. */
export interface RefundQuote {
  bookingRef: string;
  /** What comes back by rule: "€42.00"; null when only a person, or nobody, can give it back. */
  amount: string | null;
  why: string;
  /** A person can be asked; with an amount: a person decides about it once she has confirmed. */
  needsPerson: boolean;
}

/** What of a booking would come back without cancelling it, and by which rule. Changes nothing. */
export const quoteRefund = defineReadTool({
  name: "quote_refund",
  description:
    "Says what the guest would get back of nights, fees or a deposit without cancelling, for example after a problem, and by which rule. Changes nothing; to get it, use request_refund.",
  effect: "read",
  input: z.strictObject({ bookingRef, items, nights }),
  examples: [
    "How much would I get back for the broken heating?",
    "Am I entitled to a partial refund?",
    "Would the cleaning fee be refunded because the flat was dirty?",
    "What can I get back for two nights without hot water?",
    "Do I get compensation for the noise?",
    "When do I get my deposit back?",
    "What would you refund for the problem I reported?",
    "Can the service fee be refunded?",
    "Is there money back when the host never answered my report?",
    "How much is one night worth if I ask for it back?",
    "What am I owed for the wifi that did not work?",
    "Could I get some of my money back for the dirty place?",
    "Is my deposit due back already?",
  ],
  slots: {
    bookingRef: { kind: "booking", ask: "Which booking is it about?" },
    items: itemsSlot,
    nights: { kind: "none", ask: "" },
  },
  authorise: findWantedRefund,
  run: async ({ now }, wanted) => toWords(wanted, now),
  render({ amount, why, needsPerson, bookingRef: ref }) {
    if (amount && needsPerson)
      return `For ${ref} you can ask for **${amount}**. ${why} Nothing has changed so far. Would you like me to ask for it?`;
    if (amount)
      return `For ${ref} you get back **${amount}**. ${why} Nothing has changed so far. Would you like me to refund it?`;
    return needsPerson ? `${why} Would you like me to pass this to a person?` : why;
  },
});

function toWords(wanted: WantedRefund, now: number): RefundQuote {
  const { ref } = wanted.booking;
  const outcome = outcomeOf(wanted, now);
  if (outcome.kind !== "by-rule")
    return { bookingRef: ref, amount: null, why: outcome.say, needsPerson: outcome.kind === "person-needed" };
  const { amount, rule } = quoteRefundOf(wanted, now);
  return {
    bookingRef: ref,
    amount: formatMoney(amount),
    why: rule,
    needsPerson: isHeldByClaim(wanted.booking, outcome.refund.deposit),
  };
}
