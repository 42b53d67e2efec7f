import { and, desc, eq, sql } from "drizzle-orm";
import { type DamageClaim, readDamageClaim } from "./damage-claims.ts";
import { kept, keptByConnection } from "./kept.ts";
import { type LedgerMovement, listMovements, netOf, type PartAmounts } from "./ledger.ts";
import type { Db, Tx } from "./open.ts";
import { bookings, places } from "./schema.ts";

/** How many bookings one list holds at most, newest stay first. */
const listedMax = 100;

export type Policy = (typeof bookings.$inferSelect)["policy"];
export type Place = typeof places.$inferSelect;

export interface BookingInBrief {
  ref: string;
  placeName: string;
  city: string;
  timeZone: string;
  /** Calendar dates at the place. */
  checkIn: string;
  checkOut: string;
  guestCount: number;
  status: "confirmed" | "cancelled";
}

export interface Booking {
  ref: string;
  guestId: string;
  place: Place;
  checkIn: string;
  checkOut: string;
  guestCount: number;
  policy: Policy;
  status: "confirmed" | "cancelled";
  currency: string;
  /** What it costs. */
  price: PartAmounts;
  /** What the ledger still holds of the guest's money: payments less refunds. A cancellation gives back a share of this. */
  paid: PartAmounts;
  /** Payments and refunds, oldest first. */
  movements: LedgerMovement[];
  /** What the host says was damaged; null when nothing is claimed. */
  damageClaim: DamageClaim | null;
  bookedAt: number;
  cancelledAt: number | null;
  /** The guest's words to the host, and the host's to the guest: untrusted text. */
  guestNote: string;
  hostMessage: string;
}

/** All bookings of a guest, latest stay first. */
export async function listBookingsOfGuest(
  db: Db,
  { guestId }: { guestId: string },
): Promise<BookingInBrief[]> {
  return bookingsByGuest(db).all({ guestId });
}

const bookingsByGuest = kept((db) =>
  db
    .select({
      ref: bookings.ref,
      placeName: places.name,
      city: places.city,
      timeZone: places.timeZone,
      checkIn: bookings.checkIn,
      checkOut: bookings.checkOut,
      guestCount: bookings.guestCount,
      status: bookings.status,
    })
    .from(bookings)
    .innerJoin(places, eq(places.id, bookings.placeId))
    .where(eq(bookings.guestId, sql.placeholder("guestId")))
    .orderBy(desc(bookings.checkIn), desc(bookings.ref))
    .limit(listedMax)
    .prepare(),
);

/** Undefined when there is no such booking and when it is another guest's: the caller cannot tell which. */
export async function findBookingOfGuest(
  db: Db,
  { guestId, ref }: { guestId: string; ref: string },
): Promise<Booking | undefined> {
  return readBooking(db, { guestId, ref });
}

/** The same inside somebody's unit of work. */
export function readBooking(
  tx: Pick<Tx, "select">,
  { guestId, ref }: { guestId: string; ref: string },
): Booking | undefined {
  const row = bookingOfGuest(tx).get({ ref, guestId });
  if (!row) return undefined;
  const movements = listMovements(tx, ref);
  const { placeId, nightsMinor, cleaningFeeMinor, serviceFeeMinor, depositMinor, ...booking } = row.bookings;
  return {
    ...booking,
    place: row.places,
    price: {
      nights: nightsMinor,
      cleaning_fee: cleaningFeeMinor,
      service_fee: serviceFeeMinor,
      deposit: depositMinor,
    },
    paid: netOf(movements),
    movements,
    damageClaim: readDamageClaim(tx, ref),
  };
}

const bookingOfGuest = keptByConnection((tx: Pick<Tx, "select">) =>
  tx
    .select()
    .from(bookings)
    .innerJoin(places, eq(places.id, bookings.placeId))
    .where(and(eq(bookings.ref, sql.placeholder("ref")), eq(bookings.guestId, sql.placeholder("guestId"))))
    .prepare(),
);
