import { and, eq } from "drizzle-orm";
import { readBooking } from "../bookings.ts";
import type { Db } from "../open.ts";
import { bookings } from "../schema.ts";
import { plainReceipt } from "./plain-receipt.ts";
import { type Effect, EffectRefused, type Executed, type Order, runOnce } from "./run-once.ts";

/** How many people stay: as the guest confirmed it, and how many it was when it was quoted. */
export interface NewGuestCount {
  guestCount: number;
  before: number;
}

/** Changes how many people a booking is for. No money moves. Refused `changed` when the place no longer takes so many. */
export async function changeGuests(
  db: Db,
  { people, ...order }: Omit<Order, "tool"> & { people: NewGuestCount },
): Promise<Executed> {
  return runOnce(db, { ...order, tool: "change_guests" }, change(people));
}

const change =
  ({ guestCount, before }: NewGuestCount): Effect =>
  (tx, { action, now }) => {
    const { guestId, subject: ref, input } = action;
    const booking = readBooking(tx, { guestId, ref });
    const confirmed = JSON.parse(input) as { people: number };
    if (!booking || confirmed.people !== guestCount) throw new EffectRefused("unknown");
    if (booking.status === "cancelled") throw new EffectRefused("already-cancelled");
    if (booking.place.guestsMax < guestCount) throw new EffectRefused("changed");
    const changed = tx
      .update(bookings)
      .set({ guestCount })
      .where(
        and(
          eq(bookings.ref, ref),
          eq(bookings.guestId, guestId),
          eq(bookings.status, "confirmed"),
          eq(bookings.guestCount, before),
        ),
      )
      .run();
    if (changed.changes === 0) throw new EffectRefused("changed");
    return plainReceipt(action, { bookingRef: ref, now });
  };
