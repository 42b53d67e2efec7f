import type { ConfirmCard, LoggedEvent, Receipt } from "../db/event-types.ts";

/** What a guest can see in a part of the log. Pure readings of events. */

/** The agent's words: what a model or code said, and what was promised at a handoff. */
export function agentSaid(events: LoggedEvent[]): string {
  return read(events, (event) => {
    if (event.type === "text-delta") return event.delta;
    if (event.type === "text-end") return "\n";
    return event.type === "handoff" && event.promise ? `${event.promise}\n` : "";
  });
}

/** Everything a guest reads: the agent's words and those of staff. */
export function guestRead(events: LoggedEvent[]): string {
  const staff = read(events, (event) => (event.type === "staff-message" ? `${event.text}\n` : ""));
  return [agentSaid(events), staff].filter((text) => text !== "").join("\n");
}

/** Without marks of emphasis, and with one blank between words, as a reader sees it. */
function read(events: LoggedEvent[], wordsOf: (event: LoggedEvent) => string): string {
  const text = events.map(wordsOf).join("");
  return text
    .replace(/\*\*/g, "")
    .replace(/[’‘]/g, "'")
    .replace(/[^\S\n]+/g, " ")
    .trim();
}

/** Slugs of the cited articles, each once. */
export const citedIn = (events: LoggedEvent[]): string[] => [
  ...new Set(
    events.flatMap((event) => (event.type === "source" ? [event.sourceId.split("#")[0] ?? ""] : [])),
  ),
];

/** Names of the tools that were called, in order. */
export const toolsIn = (events: LoggedEvent[]): string[] =>
  events.flatMap((event) => (event.type === "tool-start" ? [event.tool] : []));

/** The card that was shown last, as it was shown last. */
export function lastCard(events: LoggedEvent[]): ConfirmCard | undefined {
  return events.flatMap((event) => (event.type === "confirm" ? [event.card] : [])).at(-1);
}

export function lastReceipt(events: LoggedEvent[]): Receipt | undefined {
  return events.flatMap((event) => (event.type === "receipt" ? [event.receipt] : [])).at(-1);
}

/** The newest word to the guest on who speaks for the company. */
export const shownOwner = (events: LoggedEvent[]) =>
  events.flatMap((event) => (event.type === "handoff" ? [event.state] : [])).at(-1) ?? "agent";

/** One line for each thing that followed a turn's beginning, for people. Runs of text are one line. */
export function transcriptOf(events: LoggedEvent[]): string[] {
  const lines: string[] = [];
  let text = "";
  for (const event of events) {
    if (event.type === "text-delta") text += event.delta;
    if (event.type === "text-end" || event.type === "turn-end") {
      if (text.trim() !== "") lines.push(`agent    ${text.trim().replace(/\s*\n\s*/g, " ⏎ ")}`);
      text = "";
    }
    const line = lineOf(event);
    if (line) lines.push(line);
  }
  return lines;
}

function lineOf(event: LoggedEvent): string | null {
  switch (event.type) {
    case "staff-message":
      return `staff    ${event.staffName}: ${event.text}`;
    case "tool-start":
      return `tool     ${event.tool} ${JSON.stringify(event.input)}`;
    case "tool-end":
      return event.ok ? null : `tool     ${event.tool} refused: ${JSON.stringify(event.output)}`;
    case "source":
      return `source   ${event.sourceId}`;
    case "confirm":
      return `card     [${event.card.label}] ${event.card.state}`;
    case "receipt":
      return `receipt  ${event.receipt.title}: ${event.receipt.amount.minor} ${event.receipt.amount.currency}`;
    case "handoff":
      return `handoff  ${event.state}${event.promise ? `: ${event.promise}` : ""}`;
    case "turn-end":
      return `end      ${event.outcome}`;
    default:
      return null;
  }
}
