import type { ConversationView, Status } from "./view.ts";

/** What the agent is doing, for the line under the thread. Null when nothing is to be said: text is flowing, or nobody works. */
export function statusWords(view: ConversationView): string | null {
  const [turn] = view.openTurns;
  if (view.writing?.text || !turn || view.owner !== "agent") return null;
  return turn.status ? wordsFor(turn.status) : "Thinking…";
}

export const placeInLine = (position: number): string =>
  position === 1 ? "You are next in line" : `You are number ${position} in line`;

/** Above an answer that another model than the configured one gives. */
export const degradedWords =
  "Limited mode: the AI model is out of reach. Answers come from the help centre and your bookings; a person can help with the rest.";

function wordsFor({ kind, position, tool }: Status): string {
  if (tool) return toolWords(tool);
  if (kind === "queued") return position ? placeInLine(position) : "Waiting for a free moment…";
  if (kind === "searching") return "Searching…";
  if (kind === "working") return "Looking at your booking…";
  if (kind === "approval") return "A colleague is checking this…";
  return "Thinking…";
}

/** Another company's tools have names we do not know. */
function toolWords(tool: string): string {
  if (tool === "search_help_center") return "Searching the help centre…";
  if (tool === "refund_status") return "Looking for your refund…";
  if (tool === "quote_cancellation") return "Working out what comes back…";
  if (tool === "search_stays") return "Looking for places…";
  if (tool === "check_availability") return "Looking at the calendar…";
  if (tool === "book_stay") return "Preparing your booking…";
  if (tool === "escalate_to_human") return "Finding a person…";
  if (tool === "list_my_bookings") return "Looking at your bookings…";
  return tool.includes("booking") ? "Looking at your booking…" : "Working on it…";
}

/** The same for staff, once it has happened: "Looked up get_booking (BK-204)". */
export function toolLine(tool: string, input: Record<string, unknown>): string {
  const values = Object.values(input).filter(
    (value) => typeof value === "string" || typeof value === "number",
  );
  return values.length > 0 ? `${tool} (${values.join(", ")})` : tool;
}
