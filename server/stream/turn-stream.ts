import type { Response } from "express";
import { currentHandoff } from "../../db/conversations.ts";
import { followTurnPages } from "../../db/follow-log.ts";
import { legMessageId } from "../../db/legs.ts";
import type { Db } from "../../db/open.ts";
import type { Turn } from "../../db/turns.ts";
import { onTrouble } from "../turn-trouble.ts";
import { openSse, type SseEvent } from "./sse.ts";
import { toUiParts, type UiPart, uiStreamHeaders } from "./ui-message-stream.ts";

/**
 * Streams a turn's present leg from its start to its end, as an AI SDK UI message stream. `start` is sent at once, before the
 * turn has its place; what follows is a reading of the event log.
 */
export async function streamTurn(response: Response, { db, turn }: { db: Db; turn: Turn }): Promise<void> {
  const sse = openSse(response, uiStreamHeaders);
  await sse.send({ type: "start", messageId: legMessageId(turn) });
  const { conversationId, id: turnId } = turn;
  const openTexts = new Set<string>();
  const trouble = new AbortController();
  const unlisten = onTrouble(turnId, () => trouble.abort());
  const signal = AbortSignal.any([sse.signal, trouble.signal]);
  for await (const page of followTurnPages(db, { conversationId, turnId, signal })) {
    const parts: SseEvent[] = [];
    for (const event of page) {
      if (event.type === "text-start") openTexts.add(event.textId);
      if (event.type === "text-end") openTexts.delete(event.textId);
      if (event.type === "turn-end" && event.outcome === "silenced")
        parts.push(...(await silencedParts(db, conversationId, openTexts)));
      for (const data of toUiParts(event)) parts.push({ data, id: event.seq });
    }
    await sse.sendAll(parts);
  }
  unlisten();
  if (trouble.signal.aborted) await sse.sendAll(troubleParts(openTexts));
  sse.end("[DONE]");
}

/** The log takes nothing, so the rest of this answer cannot be shown now. The turn goes on by itself, and its end is a new message. */
function troubleParts(openTexts: Set<string>): SseEvent[] {
  const ends = [...openTexts].map((id) => ({ type: "text-end", id }));
  return [...ends, { type: "error", errorText: troubleText }, { type: "finish" }].map((data) => ({ data }));
}

const troubleText =
  "Our server cannot store anything just now, so this answer stops here. Your message is kept; the answer follows in this conversation.";

/** A person took the conversation in the middle: the text ends as it stands, and the client learns who speaks now. */
async function silencedParts(db: Db, conversationId: string, openTexts: Set<string>): Promise<SseEvent[]> {
  const ends = [...openTexts].map((id) => ({ type: "text-end", id }));
  return [...ends, ...toUiParts(await currentHandoff(db, { conversationId }))].map((data) => ({ data }));
}

/** A message that goes to a person: start, where things stand, finish. */
export async function streamHandoff(
  response: Response,
  { messageId, parts }: { messageId: string; parts: UiPart[] },
): Promise<void> {
  const sse = openSse(response, uiStreamHeaders);
  for (const part of [{ type: "start", messageId }, ...parts, { type: "finish" }]) await sse.send(part);
  sse.end("[DONE]");
}
