import { asc, eq } from "drizzle-orm";
import type { Db } from "./open.ts";
import { guests } from "./schema.ts";

export type Guest = typeof guests.$inferSelect;

export async function findGuest(db: Db, { guestId }: { guestId: string }): Promise<Guest | undefined> {
  return db.select().from(guests).where(eq(guests.id, guestId)).get();
}

/** For the picker of a demo; a real company's guests come one at a time, by their token. At most 50. */
export async function listGuests(db: Db): Promise<Guest[]> {
  return db.select().from(guests).orderBy(asc(guests.name)).limit(50).all();
}
