import { sql } from "drizzle-orm";
import { kept } from "./kept.ts";
import type { Db } from "./open.ts";
import { turns } from "./schema.ts";

/* LangGraph's checkpoints of a turn, its thread. LangGraph writes them; they go with the end of their turn. */

/** The turns that are done and whose LangGraph threads are still there: a crash, or a card closed without a leg, left them. */
export async function listDoneThreads(db: Db, { limit }: { limit: number }): Promise<string[]> {
  if (!hasThreads(db)) return [];
  return db
    .all<{ id: string }>(
      sql`select distinct ${turns.id} as id from ${turns} join checkpoints on checkpoints.thread_id = ${turns.id}
        where ${turns.status} = 'done' limit ${limit}`,
    )
    .map((row) => row.id);
}

/** Inside a unit of work. */
export function deleteThread(db: Db, turnId: string): void {
  if (!hasThreads(db)) return;
  for (const statement of threadDeletions(db)) statement.run(turnId);
}

/** LangGraph makes its tables itself, when it first needs them. */
const hasThreads = (db: Db): boolean => threadTables(db).get() === 2;

const threadTables = kept((db) =>
  db.$client
    .prepare("select count(*) from sqlite_master where type = 'table' and name in ('checkpoints', 'writes')")
    .pluck(),
);

const threadDeletions = kept((db) =>
  ["checkpoints", "writes"].map((table) => db.$client.prepare(`delete from ${table} where thread_id = ?`)),
);
