import type { BookingBrief, ModelMessage, ModelRequest } from "../model/model.ts";
import { ClaimGate } from "./claim-gate.ts";
import { gatherEvidence } from "./evidence.ts";

const booking = (ref: string, status: BookingBrief["status"], checkIn: string, checkOut: string) => ({
  ref,
  placeName: "Loft in Alfama",
  city: "Lisbon",
  checkIn,
  checkOut,
  status,
});

/** What a model is asked on 25 November 2026 by a guest with a stay to come. */
export const request = (extra: Partial<ModelRequest> = {}): ModelRequest => ({
  policy: "",
  tools: [],
  messages: [{ role: "guest", text: "What do I get back?" }],
  guest: { name: "Maria Oliveira", language: "en" },
  bookings: [booking("BK-204", "upcoming", "2026-12-04", "2026-12-08")],
  passages: [],
  now: Date.UTC(2026, 10, 25),
  ...extra,
});

/** The same guest, who has cancelled another stay before. */
export const withCancelled = (...messages: ModelMessage[]): ModelRequest =>
  request({
    bookings: [
      booking("BK-204", "upcoming", "2026-12-04", "2026-12-08"),
      booking("BK-288", "cancelled", "2026-12-07", "2026-12-09"),
    ],
    messages: [{ role: "guest", text: "Cancel BK-204" }, ...messages],
  });

export const toolSaid = (name: string, text: string, ok = true): ModelMessage => ({
  role: "tool",
  toolCallId: "1",
  name,
  ok,
  text,
  result: {},
});

export const quote = toolSaid(
  "quote_cancellation",
  '{"bookingRef":"BK-204","title":"BK-204 · Loft in Alfama, 4–8 December 2026","refund":"€312.00","paid":"€312.00","rule":"Moderate policy: full refund until 5 days before check-in (29 November 2026, 15:00 local time).","lines":[{"label":"Nights","paid":"€240.00","refund":"€240.00"}],"anyRefund":true}',
);

/** Feeds a reply as a model streams it. Gives what was shown, and the kind of the claim that stopped it. */
export function say(reply: string, about: ModelRequest): { text: string; violation: string | null } {
  const gate = new ClaimGate(gatherEvidence(about));
  const shown = { text: "", violation: null as string | null };
  const pieces = reply.match(/\s*\S{1,6}/g) ?? [];
  for (const released of [...pieces.map((piece) => () => gate.push(piece)), () => gate.end()].map((step) =>
    step(),
  )) {
    shown.text += released.text;
    shown.violation ??= released.violation?.kind ?? null;
  }
  return shown;
}
