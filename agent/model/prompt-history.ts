import type { Known, ModelMessage, ToolCall } from "./model.ts";
import type { PromptMessage } from "./prompt.ts";
import { data, tagged } from "./prompt-data.ts";

/**
 * The history in the roles that chat models know. A guest, a person of the company and an event are all "user", told apart by
 * tags: a model that finds staff's words under its own role goes on to speak as staff. Each tool call is followed
 * by its result; one that has none was cancelled, by an abort or a crash, and says so. A result whose call is
 * gone, cut off with the older history, is left out.
 *
 * What was known with a guest's message is told before it; with the last one that says nothing of it, what is known now.
 */
export function historyMessages(
  messages: ModelMessage[],
  { knownNow, tell }: { knownNow: Known; tell: (known: Known) => string },
): PromptMessage[] {
  const lastGuest = messages.findLastIndex((message) => message.role === "guest");
  const results = new Map(messages.filter(isResult).map((result) => [result.toolCallId, result]));
  const out = messages.flatMap((message, index) => {
    const known = message.role === "guest" && (message.known ?? (index === lastGuest ? knownNow : null));
    return [...(known ? [user(tell(known))] : []), ...render(message, results)];
  });
  return lastGuest < 0 ? [...out, user(tell(knownNow))] : out;
}

type Result = Extract<ModelMessage, { role: "tool" }>;
const isResult = (message: ModelMessage): message is Result => message.role === "tool";

function render(message: ModelMessage, results: Map<string, Result>): PromptMessage[] {
  switch (message.role) {
    case "guest":
      return [user(tagged("guest_message", data(message.text)))];
    case "staff":
      return [user(tagged("staff_message", data(message.text)))];
    case "earlier":
      return [user(tagged("earlier", data(message.text)))];
    case "note":
      return [user(tagged("event", data(message.text)))];
    case "agent":
      return agentMessages(message, results);
    case "tool":
      return []; // Stands behind its call.
  }
}

function agentMessages(
  { text, toolCalls, thinking }: Extract<ModelMessage, { role: "agent" }>,
  results: Map<string, Result>,
) {
  if (text === "" && toolCalls.length === 0) return [];
  const said: PromptMessage = { role: "assistant", content: data(text) };
  if (thinking && toolCalls.length > 0) said.thinking = data(thinking);
  if (toolCalls.length > 0) said.tool_calls = toolCalls.map(renderCall);
  return [said, ...toolCalls.map((call) => renderResult(call, results.get(call.id)))];
}

const renderCall = ({ id, name, argumentsJson }: ToolCall) => ({
  id,
  function: { name: data(name), arguments: safeArguments(argumentsJson) },
});

const renderResult = (call: ToolCall, result: Result | undefined): PromptMessage => ({
  role: "tool",
  content: data(result?.text ?? "Cancelled: this call did not run."),
  tool_name: data(call.name),
  tool_call_id: call.id,
});

/** What the model wrote, as the object that templates want; `{}` when it is not one. */
function safeArguments(argumentsJson: string): Record<string, unknown> {
  try {
    // Twice, because an escape (`\u003c`) becomes a `<` only by parsing.
    const value: unknown = JSON.parse(data(JSON.stringify(JSON.parse(argumentsJson))));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

const user = (content: string): PromptMessage => ({ role: "user", content });
