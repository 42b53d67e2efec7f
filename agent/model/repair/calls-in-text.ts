import type { ToolSpec } from "../../../tools/tool.ts";
import { looksLikeTool } from "./fit-call.ts";
import { readJson } from "./read-json.ts";

export interface WrittenCall {
  name: string;
  argumentsJson: string;
}

/**
 * The calls in held text: Hermes JSON in `<tool_call>`, XML as Qwen 3 Coder and later write it, or bare JSON. "text" when it is no call, such as
 * an answer in JSON; "unreadable" when it was to be one.
 */
export function callsInText(held: string, tools: ToolSpec[]): WrittenCall[] | "unreadable" | "text" {
  if (/<function=/.test(held)) return orUnreadable(xmlCalls(held));
  if (/^\s*<\|?(tool_call|function_call)/.test(held)) return orUnreadable(hermesCalls(held));
  const json = held.replace(/^\s*```(?:json)?\s*/, "").replace(/\s*```[\s\S]*$/, "");
  const call = jsonCall(json);
  if (call && looksLikeTool(call.name, tools)) return [call];
  const named = /"(?:name|tool|function)"\s*:\s*"([^"]*)/.exec(json)?.[1];
  return named !== undefined && looksLikeTool(named, tools) ? "unreadable" : "text";
}

const orUnreadable = (calls: (WrittenCall | undefined)[]): WrittenCall[] | "unreadable" => {
  const whole = calls.filter((call) => call !== undefined);
  return whole.length === calls.length && whole.length > 0 ? whole : "unreadable";
};

const hermesCalls = (held: string): (WrittenCall | undefined)[] =>
  held
    .split(/<\|?(?:tool_call|function_call)\|?>/)
    .slice(1)
    .map((block) => jsonCall(block.replace(/<(?:\/|\|?\/?)(?:tool_call|function_call)[\s\S]*$/, "")));

function jsonCall(json: string): WrittenCall | undefined {
  const value = readJson(json.trim())?.value as Record<string, unknown> | undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const name = value.name ?? value.tool ?? value.function;
  const given = value.arguments ?? value.parameters;
  if (typeof name !== "string" || given === undefined) return undefined;
  return { name, argumentsJson: typeof given === "string" ? given : JSON.stringify(given) };
}

const xmlCalls = (held: string): (WrittenCall | undefined)[] =>
  held.split("<function=").slice(1).map(xmlCall);

/** A parameter must be closed: one that is cut off may be half a value. The function's own end may be missing. */
function xmlCall(block: string): WrittenCall | undefined {
  const name = /^([\w.-]+)\s*>/.exec(block)?.[1];
  if (!name) return undefined;
  const body = block.split("</function>")[0] ?? "";
  const parameters = [...body.matchAll(/<parameter=([\w.-]+)\s*>\n?([\s\S]*?)\n?<\/parameter>/g)];
  if (parameters.length !== body.split("<parameter=").length - 1) return undefined;
  if (parameters.length === 0 && !block.includes("</function>")) return undefined;
  return {
    name,
    argumentsJson: JSON.stringify(Object.fromEntries(parameters.map(([, key, value]) => [key, value]))),
  };
}
