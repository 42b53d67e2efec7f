import * as real from "../../../db/conversations.ts";
import type { Db } from "../../../db/open.ts";
import { promisedTurns } from "./promised-turns.ts";

export * from "../../../db/conversations.ts";

/** As a write-behind cache has it. */
const storedAfterMs = 40;

/** Answers as if the message were stored. */
export async function acceptMessage(db: Db, message: real.NewMessage): Promise<real.Acceptance> {
  const { turnId, conversationId, messageId, now } = message;
  promisedTurns.set(turnId, {
    id: turnId,
    conversationId,
    messageId,
    status: "queued",
    outcome: null,
    actionId: null,
    legs: 0,
    acceptedAt: now,
    queuedAt: now,
    endedAt: null,
  });
  setTimeout(() => void real.acceptMessage(db, message), storedAfterMs);
  return { kind: "turn", turnId, repeated: false };
}
