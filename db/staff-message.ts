import { eq } from "drizzle-orm";
import { appendEvents } from "./event-log.ts";
import { insertMessage } from "./insert-message.ts";
import type { Tx } from "./open.ts";
import { conversations } from "./schema.ts";

export interface StaffMessage {
  conversationId: string;
  messageId: string;
  text: string;
  staffName: string;
  now: number;
}

/** What a person of staff says to a guest: the message and its event, inside somebody's unit of work. False, and nothing is written, when the id is taken. */
export function sayAsStaff(
  tx: Tx,
  { conversationId, messageId, text, staffName, now }: StaffMessage,
): boolean {
  const row = { conversationId, id: messageId, turnId: null, role: "staff", text, detail: null };
  if (insertMessage(tx).run({ ...row, createdAt: now }).changes === 0) return false;
  tx.update(conversations).set({ updatedAt: now }).where(eq(conversations.id, conversationId)).run();
  const event = { type: "staff-message" as const, messageId, text, staffName };
  appendEvents(tx, { conversationId, turnId: null, events: [event], now });
  return true;
}
