import type { LoggedEvent } from "../../agent/events.ts";
import { toUiParts, type UiPart } from "./ui-message-stream.ts";

/** A message as AI SDK clients keep it. */
export interface UiMessage {
  id: string;
  role: "user" | "assistant";
  parts: UiPart[];
  /** `degraded`: the configured model did not answer, so a simpler one wrote this. */
  metadata: { at: string; from: "guest" | "agent" | "staff"; staffName?: string; degraded?: true };
}

/** Folds the event log of a conversation into its messages. Pure: the same log gives the same transcript, in every tab and after every restart. */
export function toTranscript(events: LoggedEvent[]): UiMessage[] {
  const messages: UiMessage[] = [];
  const legs = new Map<string, UiMessage>();
  const unfinished = new Set<string>();
  for (const event of events) {
    if (event.type === "guest-message") messages.push(textMessage(event, "user", { from: "guest" }));
    else if (event.type === "staff-message")
      messages.push(textMessage(event, "assistant", { from: "staff", staffName: event.staffName }));
    else if (event.type === "problem-note")
      messages.push(textMessage(asMessage(event), "assistant", { from: "agent" }));
    else if (event.type === "turn-start") {
      // A leg that began again after a crash replaces its torso.
      if (unfinished.has(event.turnId))
        messages.splice(messages.indexOf(legs.get(event.turnId) as UiMessage), 1);
      const message: UiMessage = {
        id: event.messageId,
        role: "assistant",
        parts: [],
        metadata: { at: event.at, from: "agent" },
      };
      messages.push(message);
      legs.set(event.turnId, message);
      unfinished.add(event.turnId);
    } else if (event.type === "turn-end") unfinished.delete(event.turnId);
    else if (event.type === "status" && event.kind === "degraded") markDegraded(legs.get(event.turnId ?? ""));
    else if (event.type === "handoff" && event.turnId === null && event.promise)
      messages.push(handoffMessage(event));
    else addParts(messages, event.turnId ? legs.get(event.turnId) : undefined, event);
  }
  return messages.filter((message) => message.parts.length > 0);
}

/** The host's words are quoted below what code says of them. */
const asMessage = (event: Extract<LoggedEvent, { type: "problem-note" }>) => ({
  ...event,
  messageId: `problem-${event.seq}`,
  text: event.hostWords === null ? event.text : `${event.text}\n\n${event.hostName}: “${event.hostWords}”`,
});

function markDegraded(leg: UiMessage | undefined): void {
  if (leg) leg.metadata.degraded = true;
}

function textMessage(
  event: LoggedEvent & { messageId: string; text: string },
  role: UiMessage["role"],
  metadata: Omit<UiMessage["metadata"], "at">,
): UiMessage {
  return {
    id: event.messageId,
    role,
    parts: [{ type: "text", text: event.text }],
    metadata: { at: event.at, ...metadata },
  };
}

/** Asked for by the guest's button: it belongs to no turn, so it is a message of its own. */
function handoffMessage(event: LoggedEvent & { type: "handoff" }): UiMessage {
  const parts = [
    ...toUiParts(event).filter((part) => !part.type.startsWith("text-")),
    { type: "text", text: event.promise ?? "" },
  ];
  return { id: `handoff-${event.seq}`, role: "assistant", parts, metadata: { at: event.at, from: "agent" } };
}

function addParts(messages: UiMessage[], leg: UiMessage | undefined, event: LoggedEvent): void {
  for (const part of toUiParts(event)) {
    const known = part.id === undefined ? undefined : findPart(messages, part);
    if (part.type === "text-start") leg?.parts.push({ type: "text", id: part.id, text: "" });
    else if (part.type === "text-delta" && known) known.text = `${known.text}${part.delta}`;
    else if (part.type === "tool-input-available")
      leg?.parts.push({ ...part, type: "dynamic-tool", state: "input-available" });
    else if (part.type.startsWith("tool-output")) finishTool(leg, part);
    else if (part.type.startsWith("data-") && part.type !== "data-status" && known)
      Object.assign(known, part);
    else if (part.type === "source-url" || (part.type.startsWith("data-") && part.type !== "data-status"))
      leg?.parts.push(part);
  }
}

/** A text by its id, or a card that an earlier message showed and whose state changes. */
function findPart(messages: UiMessage[], part: UiPart): UiPart | undefined {
  const type = part.type.startsWith("text-") ? "text" : part.type;
  for (const message of messages.toReversed()) {
    const found = message.parts.find((candidate) => candidate.type === type && candidate.id === part.id);
    if (found) return found;
  }
  return undefined;
}

function finishTool(leg: UiMessage | undefined, part: UiPart): void {
  const call = leg?.parts.find((candidate) => candidate.toolCallId === part.toolCallId);
  const { type, ...rest } = part;
  if (call)
    Object.assign(call, rest, {
      state: type === "tool-output-available" ? "output-available" : "output-error",
    });
}
