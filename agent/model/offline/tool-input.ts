import type { ToolSpec } from "../../../tools/tool.ts";

/* The input of a tool as its JSON schema declares it. */

export interface Property {
  type?: string;
  enum?: unknown[];
  maxLength?: number;
}

/** In the order of the schema. */
export const propertiesOf = (tool: ToolSpec) =>
  (tool.inputSchema.properties ?? {}) as Record<string, Property>;
export const requiredOf = (tool: ToolSpec) => (tool.inputSchema.required ?? []) as string[];

/** The input of a call that was made; empty when a model wrote no JSON. */
export function inputOfCall(argumentsJson: string): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(argumentsJson);
    return typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
