import type { Response } from "express";
import { currentHandoff } from "../../db/conversations.ts";
import { followTurn } from "../../db/event-log.ts";
import type { Db } from "../../db/open.ts";
import { legMessageId, type Turn } from "../../db/turns.ts";
import { openSse } from "./sse.ts";
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
  for await (const event of followTurn(db, { conversationId, turnId, signal: sse.signal })) {
    if (event.type === "text-start") openTexts.add(event.textId);
    if (event.type === "text-end") openTexts.delete(event.textId);
    // A person took the conversation in the middle: the text ends as it stands, and the client learns who speaks now.
    if (event.type === "turn-end" && event.outcome === "silenced") {
      const handoff = toUiParts(await currentHandoff(db, { conversationId }));
      for (const part of [...[...openTexts].map((id) => ({ type: "text-end", id })), ...handoff])
        await sse.send(part);
    }
    for (const part of toUiParts(event)) await sse.send(part, event.seq);
  }
  sse.end("[DONE]");
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
