import type { ModelRequest } from "../model/model.ts";

/**
 * A request as evidence and citations read it: everything the model has in sight. To the passages of this turn come those that stand with
 * earlier messages; of older messages in brief counts what tools, staff and code told, never the guest's words beside it.
 */
export function inSight(request: ModelRequest): ModelRequest {
  const { messages, passages } = request;
  const earlier = messages.flatMap((message) =>
    message.role === "guest" ? (message.known?.passages ?? []) : [],
  );
  return {
    ...request,
    passages: [...passages, ...earlier],
    messages: messages.flatMap((message) => (message.role === "earlier" ? message.told : [message])),
  };
}
