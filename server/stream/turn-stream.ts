import type { Response } from "express";
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
  for await (const event of followTurn(db, { conversationId, turnId, signal: sse.signal })) {
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
