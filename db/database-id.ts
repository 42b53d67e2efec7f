import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { atomically, type Db } from "./open.ts";
import { meta } from "./schema.ts";

const key = "database_id";

/** A random id that this database keeps: what tells two installations apart that share one Redis. */
export function databaseId(db: Db): string {
  return atomically(db, (tx) => {
    tx.insert(meta).values({ key, value: randomUUID() }).onConflictDoNothing().run();
    return tx.select().from(meta).where(eq(meta.key, key)).get()!.value;
  });
}
