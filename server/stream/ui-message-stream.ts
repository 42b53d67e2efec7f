import type { AgentEvent, LoggedEvent } from "../../agent/events.ts";

/**
 * The AI SDK UI message stream, version 1 (https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol): what clients of that SDK read.
 * Part types that it does not know make its clients throw, so ours are all `data-…`.
 */
export const uiStreamHeaders = { "x-vercel-ai-ui-message-stream": "v1" };

export type UiPart = { type: string } & Record<string, unknown>;

/** The parts that tell one event; none for what an assistant message does not show. */
export function toUiParts(event: LoggedEvent | AgentEvent): UiPart[] {
  switch (event.type) {
    case "turn-start":
      return [{ type: "start-step" }];
    case "text-start":
      return [{ type: "text-start", id: event.textId }];
    case "text-delta":
      return [{ type: "text-delta", id: event.textId, delta: event.delta }];
    case "text-end":
      return [{ type: "text-end", id: event.textId }];
    case "tool-start":
      return [
        {
          type: "tool-input-available",
          toolCallId: event.toolCallId,
          toolName: event.tool,
          input: event.input,
          dynamic: true,
        },
      ];
    case "tool-end":
      return [toolEnd(event)];
    case "source":
      return [{ type: "source-url", sourceId: event.sourceId, url: event.url, title: event.title }];
    case "status":
      return [dataPart("status", { kind: event.kind, position: event.position }, { transient: true })];
    case "confirm":
      return [dataPart("confirm", event.card, { id: event.card.confirmationId })];
    case "receipt":
      return [dataPart("receipt", event.receipt, { id: `receipt-${event.receipt.confirmationId}` })];
    case "handoff":
      return handoff(event);
    case "turn-end":
      return [{ type: "finish-step" }, { type: "finish" }];
    case "guest-message":
    case "staff-message":
    case "problem-note":
      return [];
  }
}

function dataPart(name: string, data: object, extra: { id?: string; transient?: boolean } = {}): UiPart {
  return { type: `data-${name}`, ...extra, data };
}

function toolEnd(event: Extract<AgentEvent, { type: "tool-end" }>): UiPart {
  const about = { toolCallId: event.toolCallId, dynamic: true };
  if (event.ok) return { type: "tool-output-available", ...about, output: event.output ?? null };
  const { say } = event.output as { say?: string };
  return { type: "tool-output-error", ...about, errorText: say ?? "This did not work." };
}

/** The promise is also text, so that a client that does not know `data-handoff` still shows the guest where she stands. */
function handoff(event: Extract<AgentEvent, { type: "handoff" }> & { seq?: number }): UiPart[] {
  const { state, position, staffName, promise } = event;
  const part = dataPart("handoff", { state, position, staffName, promise });
  if (!promise) return [part];
  const id = `handoff-${"seq" in event ? event.seq : "now"}`;
  return [
    part,
    { type: "text-start", id },
    { type: "text-delta", id, delta: promise },
    { type: "text-end", id },
  ];
}
