import type { Executed, RefusedWhy } from "../../db/effects/run-once.ts";
import type { Receipt } from "../../db/event-types.ts";
import { noSuchBooking } from "../bookings/authorise-booking.ts";
import type { Confirmed, Refusal, ToolContext } from "../tool.ts";
import type { BookingCommand } from "./booking-system.ts";

/** Hands a confirmed action to the booking system, and says a refusal in words. What every booking tool's `run` is. */
export async function carryOut(
  { bookings, guestId, now }: ToolContext,
  { confirmationId, tool, quote }: Confirmed,
  command: BookingCommand,
): Promise<Receipt | Refusal> {
  const { subject, amount } = quote;
  return receiptOrRefusal(
    await bookings.execute({ confirmationId, guestId, tool, subject, amount, now, command }),
  );
}

/** Of an effect of our own, as of one of the booking system. */
export const receiptOrRefusal = (outcome: Executed): Receipt | Refusal =>
  outcome.kind === "done" ? outcome.receipt : refusals[outcome.why];

const notMet = (say: string): Refusal => ({ refused: "not-met", say });

const refusals: Record<RefusedWhy, Refusal> = {
  unknown: noSuchBooking,
  "not-confirmed": notMet("This has not been confirmed, so nothing was changed."),
  "already-cancelled": notMet("This booking has already been cancelled, so nothing was changed."),
  taken: notMet("Somebody else has booked the place on these dates in the meantime, so nothing was changed."),
  changed: notMet("Something has changed since you confirmed this, so nothing was done. Please ask again."),
  "damage-claimed": notMet(
    "The host has claimed damage since you confirmed this, so a person decides before the deposit goes back, and nothing was done. Please ask again.",
  ),
  guarded: {
    refused: "person-needed",
    say: "The books do not allow this, so nothing was done. A person looks at it.",
  },
};
