import { sql } from "drizzle-orm";
import { getMeta } from "./meta.ts";
import type { Db } from "./open.ts";
import { events } from "./schema.ts";

/**
 * Where a demo clock goes on from, in UTC ms: the newest instant this database knows. A demo's time passes only while the demo
 * runs, so that Maria's stay is still nine days away when somebody opens it a month later. Undefined when nothing was seeded:
 * such a database lives in real time.
 */
export async function demoNowBase(db: Db): Promise<number | undefined> {
  const seededAt = await getMeta(db, { key: "seeded_at" });
  if (seededAt === undefined) return undefined;
  const newest = db
    .select({ at: sql<number | null>`max(${events.createdAt})` })
    .from(events)
    .get();
  return Math.max(Number(seededAt), newest?.at ?? 0);
}
