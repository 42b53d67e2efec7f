import { and, asc, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import type { Place } from "./bookings.ts";
import { creditMethod } from "./credits.ts";
import type { Db, Tx } from "./open.ts";
import { bookings, ledgerTransactions, places, reviews } from "./schema.ts";

/** How many places there may be. A look-up reads all of them; with more, a guest would miss some without knowing, so it fails instead. */
const placesMax = 10_000;
/** What is read of a place's reviews: the newest. */
const reviewsReadMax = 5;

/** A place that can be booked, and what its guests thought of it. */
export interface PlaceOnOffer extends Omit<Place, "features"> {
  features: string[];
  /** The mean, 1 to 5; null where nobody has rated it. */
  rating: number | null;
  ratingCount: number;
}

export type Review = typeof reviews.$inferSelect;

/** Nights that a confirmed booking holds: from `checkIn` to the night before `checkOut`, calendar dates at the place. */
export interface TakenNights {
  placeId: string;
  checkIn: string;
  checkOut: string;
}

/** Every place that is for sale; in one query. Throws when there are more than `placesMax`. */
export async function findPlaces(db: Db): Promise<PlaceOnOffer[]> {
  const rows = onOffer(db).all();
  if (rows.length > placesMax) throw new Error(`there are more than ${placesMax} places for sale`);
  return rows.map(toPlaceOnOffer);
}

/** Undefined when there is no such place, and when it is not for sale. */
export async function findPlace(db: Db, { placeId }: { placeId: string }): Promise<PlaceOnOffer | undefined> {
  const row = onOffer(db, placeId).get();
  return row && toPlaceOnOffer(row);
}

/** Of one place, or of all, what is taken between two dates. `exceptRef` is a booking that is about to be moved. */
export async function findTakenNights(
  db: Db,
  { from, to, placeId, exceptRef }: { from: string; to: string; placeId?: string; exceptRef?: string },
): Promise<TakenNights[]> {
  return db
    .select({ placeId: bookings.placeId, checkIn: bookings.checkIn, checkOut: bookings.checkOut })
    .from(bookings)
    .where(
      and(
        eq(bookings.status, "confirmed"),
        lt(bookings.checkIn, to),
        gt(bookings.checkOut, from),
        placeId === undefined ? undefined : eq(bookings.placeId, placeId),
        exceptRef === undefined ? undefined : ne(bookings.ref, exceptRef),
      ),
    )
    .orderBy(asc(bookings.checkIn))
    .all();
}

/** The newest first. Untrusted text. */
export async function listReviews(db: Db, { placeId }: { placeId: string }): Promise<Review[]> {
  return db
    .select()
    .from(reviews)
    .where(eq(reviews.placeId, placeId))
    .orderBy(desc(reviews.createdAt))
    .limit(reviewsReadMax)
    .all();
}

/** How the guest paid last ("Visa ending 4242"); undefined when she never did, or with credit alone. */
export async function findPaymentOnFile(
  db: Db,
  { guestId }: { guestId: string },
): Promise<string | undefined> {
  return readPaymentOnFile(db, guestId);
}

/** The same inside somebody's unit of work. */
export function readPaymentOnFile(tx: Pick<Tx, "select">, guestId: string): string | undefined {
  return tx
    .select({ method: ledgerTransactions.method })
    .from(ledgerTransactions)
    .innerJoin(bookings, eq(bookings.ref, ledgerTransactions.bookingRef))
    .where(
      and(
        eq(bookings.guestId, guestId),
        eq(ledgerTransactions.kind, "payment"),
        ne(ledgerTransactions.method, creditMethod),
      ),
    )
    .orderBy(desc(ledgerTransactions.createdAt), desc(ledgerTransactions.id))
    .limit(1)
    .get()?.method;
}

function onOffer(db: Db, placeId?: string) {
  return db
    .select({
      place: places,
      rating: sql<number | null>`avg(${reviews.rating})`,
      count: sql<number>`count(${reviews.id})`,
    })
    .from(places)
    .leftJoin(reviews, eq(reviews.placeId, places.id))
    .where(and(gt(places.nightMinor, 0), placeId === undefined ? undefined : eq(places.id, placeId)))
    .groupBy(places.id)
    .orderBy(asc(places.id))
    .limit(placesMax + 1);
}

const toPlaceOnOffer = ({
  place,
  rating,
  count,
}: {
  place: Place;
  rating: number | null;
  count: number;
}) => ({
  ...place,
  features: JSON.parse(place.features) as string[],
  rating,
  ratingCount: count,
});
