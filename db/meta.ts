import { eq } from "drizzle-orm";
import type { Db, Tx } from "./open.ts";
import { meta } from "./schema.ts";

/** Facts about this database that somebody else relies on. Free keys are fine too. */
export type MetaKey = "seeded_at" | "demo" | (string & {});

export async function getMeta(db: Db, { key }: { key: MetaKey }): Promise<string | undefined> {
  return db.select().from(meta).where(eq(meta.key, key)).get()?.value;
}

/** The same inside somebody's unit of work. */
export function writeMeta(tx: Pick<Tx, "insert">, key: MetaKey, value: string): void {
  tx.insert(meta).values({ key, value }).onConflictDoUpdate({ target: meta.key, set: { value } }).run();
}
