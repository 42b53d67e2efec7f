import { DateTime } from "luxon";
import { type DemoBooking, demoBookings } from "./demo-bookings.ts";
import { demoGuests } from "./demo-guests.ts";
import { demoPlaces } from "./demo-places.ts";
import { demoRefundDaysAgo, seedRefund } from "./demo-refund.ts";
import { seedReviews } from "./demo-reviews.ts";
import { noAmounts, recordPayment } from "./ledger.ts";
import { writeMeta } from "./meta.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { bookings, guests, meta, places, staff } from "./schema.ts";
import { hashPassword } from "./staff.ts";

/** All log in with this, in the demo alone. */
export const demoStaffPassword = "staywell";
const demoStaff = [
  { id: "ana", name: "Ana", role: "agent" as const },
  { id: "tom", name: "Tom", role: "agent" as const },
  { id: "lea", name: "Lea", role: "lead" as const },
];

/**
 * Fills an empty database with the invented company: all of it or nothing. Dates are counted from `now` (UTC ms) on each place's
 * calendar. Throws when the database was seeded before; ask `getMeta(db, { key: "seeded_at" })` first.
 */
export async function seedDemo(db: Db, { now }: { now: number }): Promise<void> {
  const hashes = await Promise.all(demoStaff.map(() => hashPassword(demoStaffPassword)));
  atomically(db, (tx) => {
    if (
      tx
        .select()
        .from(meta)
        .all()
        .some(({ key }) => key === "seeded_at")
    ) {
      throw new Error("this database is seeded already; start with --reset to seed it anew");
    }
    tx.insert(staff)
      .values(demoStaff.map((person, index) => ({ ...person, passwordHash: hashes[index]! })))
      .run();
    tx.insert(guests)
      .values(demoGuests.map(({ id, name, email }) => ({ id, name, email })))
      .run();
    tx.insert(places).values(demoPlaces).run();
    seedReviews(tx, { now });
    for (const booking of demoBookings) seedBooking(tx, booking, now);
    seedRefund(tx, { now: now - demoRefundDaysAgo * 24 * hourMs });
    writeMeta(tx, "seeded_at", String(now));
    writeMeta(tx, "demo", "true");
  });
}

const hourMs = 3_600_000;

function seedBooking(tx: Tx, booking: DemoBooking, now: number): void {
  const { ref, guestId, placeId, guestCount, policy, currency, method } = booking;
  const price = { ...noAmounts, ...booking.price };
  const bookedAt = now - booking.bookedHoursAgo * hourMs;
  const arrival = DateTime.fromMillis(now, { zone: timeZoneOf(placeId) }).plus({ days: booking.checkInDays });
  tx.insert(bookings)
    .values({
      ref,
      guestId,
      placeId,
      checkIn: arrival.toFormat("yyyy-MM-dd"),
      checkOut: arrival.plus({ days: booking.nights }).toFormat("yyyy-MM-dd"),
      guestCount,
      policy,
      status: "confirmed",
      currency,
      nightsMinor: price.nights,
      cleaningFeeMinor: price.cleaning_fee,
      serviceFeeMinor: price.service_fee,
      depositMinor: price.deposit,
      bookedAt,
    })
    .run();
  const payment = { bookingRef: ref, amounts: price, currency, method };
  recordPayment(tx, { ...payment, id: `pay-${ref}`, now: bookedAt });
  const { chargedAgainHours } = booking;
  if (chargedAgainHours !== undefined)
    recordPayment(tx, { ...payment, id: `pay-again-${ref}`, now: bookedAt + chargedAgainHours * hourMs });
}

function timeZoneOf(placeId: string): string {
  const found = demoPlaces.find((place) => place.id === placeId);
  if (!found) throw new Error(`the demo has no place ${placeId}`);
  return found.timeZone;
}
