import type { ToolSpec } from "../../../tools/tool.ts";
import { inputOfCall, propertiesOf, requiredOf } from "./tool-input.ts";
import type { Told } from "./which-booking.ts";

const carriedKinds: readonly string[] = ["date", "count", "place"];

/**
 * Dates, people and place as they were in the newest call about a place: who asked whether it is free and then says "book it" need not say them again.
 * Nothing for a tool that is about a booking: that has dates of its own.
 */
export function carriedInputs(tool: ToolSpec, { before }: Told): Record<string, unknown> {
  if (requiredOf(tool).some((name) => tool.slots[name]?.kind === "booking")) return {};
  const names = Object.keys(propertiesOf(tool)).filter((name) =>
    carriedKinds.includes(tool.slots[name]?.kind ?? "none"),
  );
  for (const message of before.toReversed()) {
    if (message.role !== "agent") continue;
    for (const { argumentsJson } of message.toolCalls.toReversed()) {
      const input = inputOfCall(argumentsJson);
      // Dates of a change of a booking are that booking's.
      if ("bookingRef" in input) continue;
      const shared = Object.entries(input).filter(([name]) => names.includes(name));
      if (shared.length > 0) return Object.fromEntries(shared);
    }
  }
  return {};
}
