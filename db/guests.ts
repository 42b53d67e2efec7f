import { asc, eq, sql } from "drizzle-orm";
import { kept } from "./kept.ts";
import type { Db } from "./open.ts";
import { guests } from "./schema.ts";

export type Guest = typeof guests.$inferSelect;

export async function findGuest(db: Db, { guestId }: { guestId: string }): Promise<Guest | undefined> {
  return guestById(db).get({ guestId });
}

const guestById = kept((db) =>
  db
    .select()
    .from(guests)
    .where(eq(guests.id, sql.placeholder("guestId")))
    .prepare(),
);

/** For the picker of a demo; a real company's guests come one at a time, by their token. At most 50. */
export async function listGuests(db: Db): Promise<Guest[]> {
  return db.select().from(guests).orderBy(asc(guests.name)).limit(50).all();
}
