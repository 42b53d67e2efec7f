import { recentMessages } from "../db/conversations.ts";
import type { Db } from "../db/open.ts";

const quotedCharsMax = 160;
const quotedMessagesMax = 3;

/** For the person who takes over: who it is and what she asked last, in her own words. Written by code, so that nothing in it is made up. */
export async function summariseFor(
  db: Db,
  { conversationId, guestName }: { conversationId: string; guestName: string },
): Promise<string> {
  const recent = await recentMessages(db, { conversationId, limit: 40 });
  const asked = recent.filter((message) => message.role === "guest").slice(-quotedMessagesMax);
  const tools = [...new Set(recent.filter((message) => message.role === "tool").map(toolName))];
  const quotes = asked.map((message) => `“${shorten(message.text)}”`).join(" · ");
  return `${guestName} wrote: ${quotes}${tools.length > 0 ? ` The assistant used: ${tools.join(", ")}.` : ""}`;
}

const toolName = (message: { detail: string | null }): string =>
  JSON.parse(message.detail ?? "{}").name ?? "a tool";

const shorten = (text: string): string =>
  text.length <= quotedCharsMax ? text : `${text.slice(0, quotedCharsMax)}…`;
