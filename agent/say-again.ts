import { showActionAgain } from "../db/actions.ts";
import { storedSteps, type TurnMessage } from "../db/turns.ts";
import type { TurnContext } from "./context.ts";
import type { Passage, ToolCall } from "./model/model.ts";
import { sayByCode } from "./say-by-code.ts";

/**
 * A leg that a crash cut off begins as a new assistant message, and LangGraph does not run finished nodes again. So what they said
 * is said again from the turn's steps (those of earlier legs stand in messages of their own), with its card and its receipt.
 */
export async function sayAgain(context: TurnContext, steps: string[]): Promise<void> {
  const { db, turn, clock } = context;
  const earlier = await storedSteps(db, { turnId: turn.id });
  const messages = steps.slice(earlier.length).map((json) => JSON.parse(json) as TurnMessage);
  const calls = messages.flatMap(({ role, detail }) => (role === "agent" ? toolCallsOf(detail) : []));
  for (const message of messages) repeat(context, message, calls);
  await context.settled();
  if (turn.actionId) await showActionAgain(db, { actionId: turn.actionId, now: clock() });
}

function repeat(context: TurnContext, { role, text, detail }: TurnMessage, calls: ToolCall[]): void {
  if (role !== "tool") {
    if (text !== "") sayByCode(context, text);
    const cited = (detail as { cited?: Pick<Passage, "id" | "slug" | "title">[] } | undefined)?.cited ?? [];
    for (const { id, slug, title } of cited)
      context.emit({ type: "source", sourceId: id, title, url: `/help/${slug}` });
    return;
  }
  const { toolCallId, name, ok, result } = detail as {
    toolCallId: string;
    name: string;
    ok: boolean;
    result: unknown;
  };
  // Not shown the first time either: it was between code and model.
  if ((result as { refused?: string } | null)?.refused === "unreadable") return;
  context.emit({ type: "tool-start", toolCallId, tool: name, input: inputOf(calls, toolCallId) });
  context.emit({ type: "tool-end", toolCallId, tool: name, ok, output: result ?? null });
}

const toolCallsOf = (detail: unknown): ToolCall[] =>
  (detail as { toolCalls?: ToolCall[] } | undefined)?.toolCalls ?? [];

function inputOf(calls: ToolCall[], toolCallId: string): Record<string, unknown> {
  try {
    return JSON.parse(calls.find((call) => call.id === toolCallId)?.argumentsJson ?? "{}") as Record<
      string,
      unknown
    >;
  } catch {
    return {};
  }
}
