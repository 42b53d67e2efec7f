import type { AgentEvent, ConfirmCard, LoggedEvent } from "../../agent/events.ts";
import { toTranscript } from "./transcript.ts";

const log = (...events: (AgentEvent & { of?: string })[]): LoggedEvent[] =>
  events.map(({ of, ...event }, index) => ({
    ...(event as AgentEvent),
    seq: index + 1,
    at: "2026-11-25T10:00:00.000Z",
    turnId: of ?? "t1",
  }));

const says = (textId: string, delta: string, of?: string): (AgentEvent & { of?: string })[] => [
  { type: "text-start", textId, ...(of && { of }) },
  { type: "text-delta", textId, delta, ...(of && { of }) },
  { type: "text-end", textId, ...(of && { of }) },
];

const card = (state: ConfirmCard["state"]): AgentEvent => ({
  type: "confirm",
  card: {
    confirmationId: "cf_1",
    action: "cancel_booking",
    label: "Cancel",
    title: "BK-204",
    direction: "refund",
    amount: { minor: 1, currency: "EUR" },
    rule: "r",
    lines: [],
    expiresAt: "2026-11-25T10:10:00.000Z",
    state,
  },
});

test("a conversation is its messages in order, with texts joined, tools and sources in place", () => {
  const transcript = toTranscript(
    log(
      { type: "guest-message", messageId: "m1", text: "hi" },
      { type: "turn-start", turnId: "t1", messageId: "t1-1" },
      { type: "tool-start", toolCallId: "c1", tool: "get_booking", input: { bookingRef: "BK-204" } },
      { type: "tool-end", toolCallId: "c1", tool: "get_booking", ok: true, output: { ref: "BK-204" } },
      ...says("x", "Hello"),
      { type: "source", sourceId: "pets#1", title: "Pets", url: "/help/pets" },
      { type: "turn-end", turnId: "t1", outcome: "reply" },
      { type: "staff-message", messageId: "s1", text: "Ana here", staffName: "Ana" },
    ),
  );
  expect(transcript).toMatchObject([
    { id: "m1", role: "user", parts: [{ type: "text", text: "hi" }] },
    {
      id: "t1-1",
      role: "assistant",
      parts: [
        {
          type: "dynamic-tool",
          toolName: "get_booking",
          state: "output-available",
          output: { ref: "BK-204" },
        },
        { type: "text", text: "Hello" },
        { type: "source-url", url: "/help/pets" },
      ],
    },
    { id: "s1", role: "assistant", metadata: { from: "staff", staffName: "Ana" } },
  ]);
});

test("a card that changes its state stays one card, where it was shown", () => {
  const transcript = toTranscript(
    log(
      { type: "turn-start", turnId: "t1", messageId: "t1-1" },
      card("offered"),
      { type: "turn-end", turnId: "t1", outcome: "waiting" },
      card("accepted"),
      { type: "turn-start", turnId: "t1", messageId: "t1-2" },
      card("done"),
      ...says("y", "Done."),
      { type: "turn-end", turnId: "t1", outcome: "reply" },
    ),
  );
  expect(transcript.map((message) => message.id)).toEqual(["t1-1", "t1-2"]);
  expect(transcript[0]?.parts).toMatchObject([{ type: "data-confirm", data: { state: "done" } }]);
  expect(transcript[1]?.parts).toMatchObject([{ type: "text", text: "Done." }]);
});

test("a leg that a crash cut off is replaced by the leg that began again", () => {
  const transcript = toTranscript(
    log(
      { type: "turn-start", turnId: "t1", messageId: "t1-1" },
      ...says("a", "Half an ans"),
      { type: "turn-start", turnId: "t1", messageId: "t1-2" },
      ...says("b", "A whole answer."),
      { type: "turn-end", turnId: "t1", outcome: "reply" },
    ),
  );
  expect(transcript).toMatchObject([{ id: "t1-2", parts: [{ text: "A whole answer." }] }]);
});
