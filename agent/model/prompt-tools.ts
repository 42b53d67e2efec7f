import type { ToolSpec } from "../../tools/tool.ts";

export interface PromptTool {
  type: "function";
  function: { name: string; description: string; parameters: Record<string, unknown> };
}

/** In the order of their names, whatever order they come in: another order would cost the prefix of every prompt. */
export const promptTools = (tools: ToolSpec[]): PromptTool[] =>
  [...tools].sort(byName).map(({ name, description, inputSchema }) => ({
    type: "function",
    function: { name, description, parameters: withoutDialect(inputSchema) },
  }));

const byName = (a: ToolSpec, b: ToolSpec): number => (a.name < b.name ? -1 : 1);

/** `$schema` says nothing to a model. `properties` must be there: Ollama's templates range over it. */
function withoutDialect({ $schema: _, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return { type: "object", properties: {}, ...schema };
}
