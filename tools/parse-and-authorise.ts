import type * as z from "zod";
import type { Authorised, Refusal, Tool, ToolContext } from "./tool.ts";

/** The arguments of a call as its tool's own schema has them, or what does not fit, in words a model can use. Never throws. */
export function parseInput(
  tool: Tool,
  argumentsJson: string,
): { input: Record<string, unknown> } | Extract<Refusal, { refused: "unreadable" }> {
  let raw: unknown;
  try {
    raw = JSON.parse(argumentsJson);
  } catch {
    return { refused: "unreadable", say: `The arguments of ${tool.name} are not JSON.` };
  }
  const parsed = tool.input.safeParse(raw);
  if (parsed.success) return { input: parsed.data as Record<string, unknown> };
  const issues = (parsed.error as z.ZodError).issues.map(
    (issue) => `${issue.path.join(".") || "input"}: ${issue.message}`,
  );
  return { refused: "unreadable", say: `The arguments of ${tool.name} do not fit. ${issues.join("; ")}.` };
}

/** The only maker of an `Authorised`. Throws what the tool throws. */
export async function authorise(
  tool: Exclude<Tool, { effect: "handoff" }>,
  context: ToolContext,
  input: Record<string, unknown>,
): Promise<Authorised<unknown> | Refusal> {
  return (await tool.authorise(context, input)) as Authorised<unknown> | Refusal;
}
