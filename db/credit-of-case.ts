import { desc, eq } from "drizzle-orm";
import { listCreditOfGuest } from "./credits.ts";
import type { GuestCredit } from "./event-types.ts";
import type { Db } from "./open.ts";
import { bookings, conversations, escalations, places } from "./schema.ts";

/** What a person needs before she gives a guest a credit: what the guest has, and the bookings that one can be for, latest stay first. Undefined for an approval's case, and for none. */
export async function findCreditOfCase(
  db: Db,
  { escalationId }: { escalationId: string },
): Promise<GuestCredit | undefined> {
  const found = db
    .select({ kind: escalations.kind, guestId: conversations.guestId })
    .from(escalations)
    .innerJoin(conversations, eq(conversations.id, escalations.conversationId))
    .where(eq(escalations.id, escalationId))
    .get();
  if (found?.kind !== "question") return undefined;
  const { guestId } = found;
  const ofGuest = db
    .select({ ref: bookings.ref, placeName: places.name, currency: bookings.currency })
    .from(bookings)
    .innerJoin(places, eq(places.id, bookings.placeId))
    .where(eq(bookings.guestId, guestId))
    .orderBy(desc(bookings.checkIn));
  return { balances: listCreditOfGuest(db, { guestId }), bookings: ofGuest.all() };
}
