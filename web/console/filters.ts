import type { EscalationSummary } from "../../agent/events.ts";
import type { Escalations } from "./use-escalations.ts";

export type Filter = "open" | "mine" | "claimed" | "resolved";

export const filters: { id: Filter; name: string; nothing: string }[] = [
  { id: "open", name: "Open", nothing: "Nobody is waiting. New cases appear here by themselves." },
  { id: "mine", name: "Mine", nothing: "You hold no case. Claim one from Open." },
  { id: "claimed", name: "Claimed", nothing: "Nobody holds a case at the moment." },
  { id: "resolved", name: "Resolved", nothing: "Nothing has been resolved yet." },
];

/** The cases of a filter, null while they are on their way. */
export function casesOf(filter: Filter, all: Escalations, staffName: string): EscalationSummary[] | null {
  if (filter === "resolved") return all.resolved;
  return all.unresolved?.filter((one) => matches(one, filter, staffName)) ?? null;
}

function matches(one: EscalationSummary, filter: Filter, staffName: string): boolean {
  if (filter === "open") return one.status === "open";
  return one.status === "claimed" && (filter === "claimed" || one.staffName === staffName);
}
