import type { Booking } from "../../db/bookings.ts";
import type { Refusal, ToolContext } from "../tool.ts";

/** Says nothing of the reference itself, so that a foreign booking and a missing one are refused in the very same words. */
export const noSuchBooking: Refusal = {
  refused: "not-found",
  say: "I can't find a booking with that reference among your bookings. Please check it, or ask me to list your bookings.",
};

/** The guest's own booking, or the refusal. How every tool that takes a reference authorises. */
export async function authoriseBooking(
  { bookings, guestId }: ToolContext,
  { bookingRef }: { bookingRef: string },
): Promise<Booking | Refusal> {
  return (await bookings.findBooking({ guestId, ref: bookingRef })) ?? noSuchBooking;
}
