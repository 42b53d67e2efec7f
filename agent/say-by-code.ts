import { randomUUID } from "node:crypto";
import type { TurnContext } from "./context.ts";

/** A whole text at once, without a model. */
export function sayByCode(context: Pick<TurnContext, "emit">, text: string): void {
  const textId = `txt_${randomUUID()}`;
  context.emit({ type: "text-start", textId });
  context.emit({ type: "text-delta", textId, delta: text });
  context.emit({ type: "text-end", textId });
}
