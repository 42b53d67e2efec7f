import { z } from "zod";

/* The tools of every peer: the six that an agent of a stays company has first. Only one is called, and it answers from memory. */

const bookingRef = z.string().describe("The booking's reference, for example BK-204");

export const tools = [
  {
    name: "get_booking",
    description: "Looks one booking up: place, dates, guests, price and what was paid.",
    input: z.object({ bookingRef }),
    run: ({ bookingRef: ref }) => ({
      ref,
      place: "Loft in Alfama",
      city: "Lisbon",
      checkIn: "2026-12-04",
      checkOut: "2026-12-08",
      guests: 2,
      status: "upcoming",
      paid: "€390.00",
    }),
  },
  {
    name: "list_my_bookings",
    description: "Lists the guest's bookings.",
    input: z.object({}),
    run: () => [],
  },
  {
    name: "search_help_center",
    description: "Finds passages of the help centre.",
    input: z.object({ query: z.string().describe("What to look for") }),
    run: () => [],
  },
  {
    name: "quote_cancellation",
    description: "Says what the guest gets back if she cancels now.",
    input: z.object({ bookingRef }),
    run: () => ({}),
  },
  {
    name: "refund_status",
    description: "Says where a refund is.",
    input: z.object({ bookingRef }),
    run: () => ({}),
  },
  {
    name: "search_stays",
    description: "Finds places to stay that are free.",
    input: z.object({
      city: z.string().describe("Where"),
      checkIn: z.string().describe("YYYY-MM-DD"),
      checkOut: z.string().describe("YYYY-MM-DD"),
      guests: z.number().int().describe("How many"),
    }),
    run: () => [],
  },
];
