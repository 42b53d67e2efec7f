import { and, eq } from "drizzle-orm";
import type { Tx } from "./open.ts";
import { conversations } from "./schema.ts";

/** Does the agent speak for the company here? Asked in the transaction of the write that depends on it. */
export function isHeldByAgent(tx: Pick<Tx, "select">, conversationId: string): boolean {
  const held = tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), eq(conversations.owner, "agent")))
    .get();
  return held !== undefined;
}
