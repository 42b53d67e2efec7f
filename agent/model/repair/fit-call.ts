import type { ToolSpec } from "../../../tools/tool.ts";
import type { ToolCall } from "../model.ts";
import type { Rung } from "./counters.ts";
import { bare, fitToSchema, sameName } from "./fit-to-schema.ts";
import { readJson } from "./read-json.ts";

/**
 * A call as the tools can read it, and what had to be done for it. What cannot be made out stays as the model wrote it: the tool's strict
 * check then tells the model, with the exact names. Nothing that a guest did not cause is run by this: a write is still only offered.
 */
export function fitCall(call: ToolCall, tools: ToolSpec[]): { call: ToolCall; rungs: Rung[] } {
  const read = readJson(call.argumentsJson || "{}");
  const given = read && isRecord(read.value) ? read.value : undefined;
  const found = findTool(call.name, given, tools);
  const rungs: Rung[] = found.rung ? [found.rung] : [];
  const name = found.tool?.name ?? call.name;
  if (!read || !given) return { call: { ...call, name }, rungs };
  if (read.repaired) rungs.push("arguments");
  const fitted = found.tool && fitToSchema(given, found.tool.inputSchema);
  if (fitted?.changed) rungs.push("types");
  if (rungs.length === 0) return { call, rungs };
  return { call: { ...call, name, argumentsJson: JSON.stringify(fitted?.input ?? given) }, rungs };
}

/** Is this a tool's name, or the beginning of one? */
export const looksLikeTool = (name: string, tools: ToolSpec[]): boolean =>
  bare(name) !== "" && tools.some((tool) => bare(tool.name).startsWith(bare(name)));

/** A server that knows `cancel` and `cancel_booking` may name the first for a call of the second: the arguments then fit only that one. */
function findTool(
  name: string,
  given: Record<string, unknown> | undefined,
  tools: ToolSpec[],
): { tool?: ToolSpec; rung?: Rung } {
  const exact = tools.find((tool) => tool.name === name);
  const spelled = exact
    ? undefined
    : sameName(
        name,
        tools.map((tool) => tool.name),
      );
  const tool = exact ?? tools.find((candidate) => candidate.name === spelled);
  const fits = (candidate: ToolSpec) =>
    given !== undefined && fitToSchema(given, candidate.inputSchema) !== null;
  if (tool && (!given || fits(tool))) return { tool, ...(spelled && { rung: "name" as const }) };
  const longer = tools.filter(
    (other) => other !== tool && bare(name) !== "" && bare(other.name).startsWith(bare(name)),
  );
  const fitting = longer.filter(fits);
  if (fitting.length === 1 && fitting[0]) return { tool: fitting[0], rung: "prefix-name" };
  if (!tool) return { rung: "hallucinated-name" };
  return { tool, ...(spelled && { rung: "name" as const }) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
