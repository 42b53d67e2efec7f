import { randomUUID } from "node:crypto";
import type { ToolCall } from "./model.ts";

export interface ToolCallDelta {
  index?: number | null;
  id?: string | null;
  function?: { name?: string | null; arguments?: string | null } | null;
}

/**
 * The tool calls of one OpenAI stream, joined from their deltas. The index says to which call a delta belongs; another id under the
 * same index begins a new one, because some servers give every call the index 0. A delta without an index continues the
 * last call. A call that comes twice under one id counts once.
 */
export function joinToolCalls(): { add(delta: ToolCallDelta): void; whole(): ToolCall[] } {
  const calls: Joined[] = [];

  const callOf = ({ index, id }: ToolCallDelta): Joined => {
    const same = index == null ? calls.at(-1) : calls.findLast((call) => call.index === index);
    if (same && (!id || !same.id || same.id === id)) return same;
    const call = { index: index ?? calls.length, id: "", name: "", argumentsJson: "" };
    calls.push(call);
    return call;
  };

  return {
    add(delta) {
      const call = callOf(delta);
      call.id ||= delta.id ?? "";
      call.name ||= delta.function?.name ?? "";
      call.argumentsJson += delta.function?.arguments ?? "";
    },
    whole: () => calls.filter(isFirstOfItsId).map(toolCall),
  };
}

interface Joined {
  index: number;
  id: string;
  name: string;
  argumentsJson: string;
}

const isFirstOfItsId = ({ id }: Joined, place: number, all: Joined[]): boolean =>
  id === "" || all.findIndex((call) => call.id === id) === place;

/** Our own id: not every server's is unique over a conversation. */
const toolCall = ({ name, argumentsJson }: Joined): ToolCall => ({
  id: `call_${randomUUID()}`,
  name,
  argumentsJson: argumentsJson.trim() === "" ? "{}" : argumentsJson,
});
