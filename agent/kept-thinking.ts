import type { TurnMessage } from "../db/turns.ts";

/*
 * What a model thought before it called a tool goes back to it with the result, so that it goes on instead of starting over. That
 * lasts as long as the turn: chat templates drop the thinking of earlier turns, and nobody but the model may read it.
 */

/** For the detail of a step: nothing when it led to no call. */
export const keptThinking = (thinking: string, calls: unknown[]): { thinking?: string } =>
  thinking !== "" && calls.length > 0 ? { thinking } : {};

/** For `ModelMessage`, from the detail of a step. */
export const thinkingIn = (detail: Record<string, unknown>): { thinking?: string } =>
  typeof detail.thinking === "string" ? { thinking: detail.thinking } : {};

/** A step as it is stored. */
export function withoutThinking({ detail, ...message }: TurnMessage): TurnMessage {
  if (typeof detail !== "object" || detail === null) return { ...message, detail };
  const { thinking: _, ...stored } = detail as Record<string, unknown>;
  return { ...message, detail: stored };
}
