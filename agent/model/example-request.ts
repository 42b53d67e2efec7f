import type { ToolSpec } from "../../tools/tool.ts";
import type { ModelRequest } from "./model.ts";

/** A request as the graph makes them, for tests of adapters and for probes of a model: Maria, nine days before her stay. */
export const exampleRequest = (changes: Partial<ModelRequest> = {}): ModelRequest => ({
  policy: "You are Frontdesk, the assistant of Staywell.",
  tools: [listMyBookings, quoteCancellation],
  messages: [{ role: "guest", text: "How late can I check in?" }],
  guest: { name: "Maria Oliveira", language: "en" },
  bookings: [
    {
      ref: "BK-204",
      placeName: "Loft in Alfama",
      city: "Lisbon",
      checkIn: "2026-11-25",
      checkOut: "2026-11-29",
      status: "upcoming",
    },
  ],
  passages: [
    {
      id: "check-in-times#1",
      slug: "check-in-times",
      title: "Check-in times",
      heading: "Late arrival",
      text: "Check-in is from 15:00 to 22:00. After 22:00, self check-in works at any hour.",
      score: 9,
      coverage: 0.8,
    },
  ],
  now: Date.UTC(2026, 10, 16, 9, 30),
  ...changes,
});

export const listMyBookings: ToolSpec = {
  name: "list_my_bookings",
  description: "Lists the guest's bookings.",
  effect: "read",
  inputSchema: { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", properties: {} },
  examples: ["show me my bookings", "what have I booked?"],
  slots: {},
  render: () => "You have one booking: BK-204.",
};

export const quoteCancellation: ToolSpec = {
  name: "quote_cancellation",
  description: "Says what cancelling a booking now would give back.",
  effect: "read",
  inputSchema: {
    type: "object",
    properties: { bookingRef: { type: "string", description: "The booking's reference, e.g. BK-204." } },
    required: ["bookingRef"],
  },
  examples: ["what do I get back if I cancel?"],
  slots: { bookingRef: { kind: "booking", ask: "Which booking do you mean?" } },
  render: () => "You would get €312.00 back.",
};
