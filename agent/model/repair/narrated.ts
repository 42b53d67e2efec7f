import type { ToolSpec } from "../../../tools/tool.ts";

/** A model that says "I have cancelled it" in place of calling the tool. The claim gate has stopped the sentence; this is the rung behind it. */
export const isNarrated = ({ kind }: { kind: string }, calls: unknown[]): boolean =>
  kind === "completion" && calls.length === 0;

/** What it is told: which tools do such things. Empty for all other claims. */
export function whatWouldDoIt({ kind }: { kind: string }, tools: ToolSpec[]): string {
  const doing = tools.filter((tool) => tool.effect !== "read").map((tool) => tool.name);
  if (kind !== "completion" || doing.length === 0) return "";
  return ` Saying that something is done does not do it. If the guest asked for it, call the tool by its exact name: ${doing.join(", ")}.`;
}
