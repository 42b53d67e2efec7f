import type { ToolSpec } from "../../../tools/tool.ts";
import type { WrittenCall } from "./calls-in-text.ts";
import { readJson } from "./read-json.ts";

/** One JSON object: a call of one of the tools, or an answer. A server that cannot read the model's calls can still hold it to this. */
export const answerFormat = (tools: ToolSpec[]): Record<string, unknown> => ({
  anyOf: [
    ...tools.map(({ name, inputSchema: { $schema: _, ...schema } }) =>
      closedObject({ name: { type: "string", enum: [name] }, arguments: schema }),
    ),
    closedObject({ answer: { type: "string" } }),
  ],
});

/** The tools, in words: this call has none, since tools and a format exclude each other. */
export const formatInWords = (tools: ToolSpec[]): string =>
  'Reply with one JSON object and nothing else: {"name": …, "arguments": {…}} to call a tool, or {"answer": "…"} to answer. Tools:\n' +
  tools
    .map(
      ({ name, description, inputSchema: { $schema: _, ...schema } }) =>
        `- ${name}: ${description} Arguments: ${JSON.stringify(schema)}`,
    )
    .join("\n");

/** Null when it is neither. */
export function readAnswer(text: string): WrittenCall | { answer: string } | null {
  const value = readJson(text)?.value as
    | { name?: unknown; arguments?: unknown; answer?: unknown }
    | null
    | undefined;
  if (typeof value !== "object" || value === null) return null;
  if (typeof value.answer === "string" && value.answer.trim() !== "") return { answer: value.answer };
  if (typeof value.name !== "string" || typeof value.arguments !== "object") return null;
  return { name: value.name, argumentsJson: JSON.stringify(value.arguments ?? {}) };
}

const closedObject = (properties: Record<string, unknown>) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
