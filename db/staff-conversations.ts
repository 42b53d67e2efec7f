import { eq } from "drizzle-orm";
import { readAllEvents } from "./event-log.ts";
import type { StaffConversation } from "./event-types.ts";
import type { Db } from "./open.ts";
import { conversations, guests } from "./schema.ts";

/** A conversation for staff to read, whoever holds it. Undefined when there is none. */
export async function findConversationForStaff(
  db: Db,
  { conversationId }: { conversationId: string },
): Promise<StaffConversation | undefined> {
  const row = db
    .select({ id: conversations.id, owner: conversations.owner, guestName: guests.name })
    .from(conversations)
    .innerJoin(guests, eq(guests.id, conversations.guestId))
    .where(eq(conversations.id, conversationId))
    .get();
  return row && { ...row, transcript: await readAllEvents(db, { conversationId }) };
}
