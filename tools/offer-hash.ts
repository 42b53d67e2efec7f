import { createHash } from "node:crypto";
import type { Action } from "../db/action-card.ts";

/** What a confirmation is bound to. `input` and `quote` are the JSON of the action's row. */
export type Bound = Pick<
  Action,
  "guestId" | "conversationId" | "tool" | "subject" | "input" | "quote" | "replacesId"
>;

/** SHA-256 in hex over everything a guest accepts with one confirmation: for whom, where, what, with which arguments, for how much. */
export function offerHash(bound: Bound): string {
  const { guestId, conversationId, tool, subject, input, quote, replacesId } = bound;
  const parts = [guestId, conversationId, tool, subject, input, quote, replacesId];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
