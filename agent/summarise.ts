import { recentMessages } from "../db/conversations.ts";
import type { Db } from "../db/open.ts";

const messagesRead = 40;
const quotedCharsMax = 160;
const quotedMessagesMax = 3;

/**
 * For the person who takes over: who it is, what she asked last in her own words, and what code has told her (a receipt, a refusal).
 * Written by code from the messages, so that nothing in it is made up.
 */
export async function summariseFor(
  db: Db,
  { conversationId, guestName }: { conversationId: string; guestName: string },
): Promise<string> {
  const recent = await recentMessages(db, { conversationId, limit: messagesRead });
  const told = (role: "guest" | "note") =>
    recent
      .filter((message) => message.role === role)
      .slice(-quotedMessagesMax)
      .map((message) => shorten(message.text));
  const asked = told("guest").map((text) => `“${text}”`);
  const facts = told("note").filter((text) => text !== handoffNote);
  return [
    `${guestName} wrote: ${asked.join(" · ")}`,
    ...(facts.length > 0 ? [`Told by the system: ${facts.join(" ")}`] : []),
  ].join(" ");
}

/** What a handoff leaves in the history: no news for the person it goes to. */
export const handoffNote = "The conversation went to a person.";

const shorten = (text: string): string =>
  text.length <= quotedCharsMax ? text : `${text.slice(0, quotedCharsMax)}…`;
