import type { ModelRequest } from "../model/model.ts";
import { ClaimGate } from "./claim-gate.ts";
import { gatherEvidence } from "./evidence.ts";

const request = (extra: Partial<ModelRequest> = {}): ModelRequest => ({
  policy: "",
  tools: [],
  messages: [{ role: "guest", text: "What do I get back for BK-204?" }],
  guest: { name: "Maria Oliveira", language: "en" },
  bookings: [
    {
      ref: "BK-204",
      placeName: "Loft in Alfama",
      city: "Lisbon",
      checkIn: "2026-12-04",
      checkOut: "2026-12-08",
      status: "upcoming",
    },
  ],
  passages: [],
  now: Date.UTC(2026, 10, 25),
  ...extra,
});

const quoted = request({
  messages: [
    { role: "guest", text: "What do I get back?" },
    {
      role: "tool",
      toolCallId: "1",
      name: "quote_cancellation",
      ok: true,
      text: "You would get €312.00 back, all of it.",
      result: null,
    },
  ],
});

/** Feeds a reply in small pieces, as a model streams it. */
function say(reply: string, about: ModelRequest, pieceChars = 3) {
  const gate = new ClaimGate(gatherEvidence(about));
  const shown = { text: "", cited: [] as string[], violation: null as string | null };
  const pieces = reply.match(new RegExp(`[\\s\\S]{1,${pieceChars}}`, "g")) ?? [];
  for (const released of [...pieces.map((piece) => () => gate.push(piece)), () => gate.end()].map((step) =>
    step(),
  )) {
    shown.text += released.text;
    shown.cited.push(...released.cited);
    shown.violation ??= released.violation?.kind ?? null;
  }
  return shown;
}

test("text that claims nothing passes unchanged, word by word", () => {
  const reply = "Hello Maria! Of course, I am happy to help.\n\n- one\n- two";
  expect(say(reply, request())).toEqual({ text: reply, cited: [], violation: null });
  const gate = new ClaimGate(gatherEvidence(request()));
  expect(gate.push("Hello Maria, how ").text).toBe("Hello Maria, how");
});

test("an amount that a tool told may be said", () => {
  expect(say("You get €312.00 back.", quoted)).toMatchObject({
    text: "You get €312.00 back.",
    violation: null,
  });
});

test("an amount nobody told is stopped before any of its sentence's claim is shown", () => {
  const shown = say("Good news. You get €500.00 back.", quoted);
  expect(shown.violation).toBe("amount");
  expect(shown.text).not.toContain("5");
  expect(shown.text).toContain("Good news.");
});

test("the model cannot prove its words by its own earlier words", () => {
  const earlier = request({
    messages: [
      { role: "guest", text: "I want €900.00" },
      { role: "agent", text: "You get €900.00", toolCalls: [] },
      { role: "guest", text: "Really?" },
    ],
  });
  expect(say("Yes, €900.00.", earlier).violation).toBe("amount");
});

test.each([
  "I have cancelled your booking.",
  "Your booking has been cancelled.",
  "Your booking is now cancelled.",
  "Done, the booking was successfully cancelled!",
  "Refunded!",
  "I've already processed the refund.",
  "We refunded you in full.",
  "Your refund is on its way.",
])("a claim of something done without a row is stopped: %s", (reply) => {
  expect(say(reply, request()).violation).toBe("completion");
});

test.each([
  "Nothing has been cancelled.",
  "If you cancel, the nights are refunded.",
  "Your money will be refunded after you press the button.",
  "Would you like to have it cancelled?",
  "Bookings can be cancelled in this chat.",
])("a rule, a condition or a denial is no claim: %s", (reply) => {
  expect(say(reply, request()).violation).toBeNull();
});

test("what a note of code says was done may be repeated", () => {
  const done = request({
    messages: [
      { role: "note", text: "Done: BK-204 is cancelled. €312.00 goes back." },
      { role: "guest", text: "And?" },
    ],
  });
  expect(say("Your booking BK-204 is cancelled and €312.00 goes back.", done).violation).toBeNull();
});

test.each(["I'll get back to you tomorrow.", "I will notify the host.", "We'll email you soon."])(
  "a promise of later work is stopped: %s",
  (reply) => {
    expect(say(reply, request()).violation).toBe("promise");
  },
);

test("a booking the guest does not have and did not name is stopped", () => {
  expect(say("Your booking BK-310 is in New York.", request()).violation).toBe("reference");
});

test("a date of the booking passes, another one does not", () => {
  expect(say("You arrive on 4 December and leave on December 8.", request()).violation).toBeNull();
  expect(say("You arrive on 5 December.", request()).violation).toBe("date");
});

test("citation markers never reach the guest, in whatever pieces they come", () => {
  for (const chars of [1, 2, 3, 7, 40]) {
    const shown = say("Check-in starts at 15:00. [[check-in-times#1]] Anything else?", request(), chars);
    expect(shown).toEqual({
      text: "Check-in starts at 15:00. Anything else?",
      cited: ["check-in-times#1"],
      violation: null,
    });
  }
});

test("a marker that never closes is dropped at the end", () => {
  expect(say("Check-in starts at 15:00. [[check-in", request()).text).toBe("Check-in starts at 15:00.");
});
