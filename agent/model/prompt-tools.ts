import type { ToolSpec } from "../../tools/tool.ts";
import { type JsonSchema, mapSchema } from "./map-schema.ts";
import { memo } from "./memo.ts";

export interface PromptTool {
  type: "function";
  function: { name: string; description: string; parameters: Record<string, unknown> };
}

/** In the order of their names, whatever order they come in: another order would cost the prefix of every prompt. */
export const promptTools = memo((tools: ToolSpec[]): PromptTool[] =>
  [...tools].sort(byName).map(({ name, description, inputSchema }) => ({
    type: "function",
    function: { name, description, parameters: forReading(inputSchema) },
  })),
);

const byName = (a: ToolSpec, b: ToolSpec): number => (a.name < b.name ? -1 : 1);

/**
 * What a model reads of a schema, without what only a check reads: small models do not count characters, the tool's own check does, and
 * every prompt would pay for the words. `properties` must be there: Ollama's templates range over it.
 */
const forReading = (schema: JsonSchema): JsonSchema => ({
  type: "object",
  properties: {},
  ...mapSchema(schema, (one) =>
    Object.fromEntries(Object.entries(one).filter(([key]) => !forChecks.has(key))),
  ),
});

/** `pattern` stays: a server that holds the arguments to it makes no wrong reference, and a model that reads it few. */
const forChecks = new Set([
  "$schema",
  "additionalProperties",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
]);
