import { sql } from "drizzle-orm";
import { keptByConnection } from "./kept.ts";
import type { Tx } from "./open.ts";
import { messages } from "./schema.ts";

/** One message, in its sender's unit of work. One whose id is there already is left as it is. */
export const insertMessage = keptByConnection((tx: Pick<Tx, "insert">) =>
  tx
    .insert(messages)
    .values({
      conversationId: sql.placeholder("conversationId"),
      id: sql.placeholder("id"),
      turnId: sql.placeholder("turnId"),
      role: sql.placeholder("role"),
      text: sql.placeholder("text"),
      detail: sql.placeholder("detail"),
      createdAt: sql.placeholder("createdAt"),
    })
    .onConflictDoNothing()
    .prepare(),
);
