import * as z from "zod";
import type { BookingInBrief } from "../../db/bookings.ts";
import { formatStay, stayPhase } from "../stay-times.ts";
import { defineReadTool } from "../tool.ts";

type Phase = "upcoming" | "current" | "past" | "cancelled";

export interface ListedBooking {
  bookingRef: string;
  place: string;
  city: string;
  /** "4–8 December 2026". */
  dates: string;
  status: Phase;
}

export interface MyBookings {
  when: "upcoming" | "past" | "all";
  bookings: ListedBooking[];
  /** How many more there are than are listed. */
  notListed: number;
}

/** More than this is no answer in a chat. */
const listedMax = 12;

const input = z.strictObject({
  when: z
    .enum(["upcoming", "past", "all"])
    .default("all")
    .describe(
      '"upcoming" for stays that are to come or going on now, "past" for finished ones, "all" for everything.',
    ),
});

/** The guest's own bookings in brief, next stay first. */
export const listMyBookings = defineReadTool({
  name: "list_my_bookings",
  description:
    "Lists the guest's own bookings: reference, place, dates and status. Also to find out which one she means. Not for details of one (get_booking).",
  effect: "read",
  input,
  examples: [
    "Show me my bookings",
    "What trips do I have with you?",
    "What have I booked?",
    "List my reservations",
    "Do I have any upcoming stays?",
    "What's my next trip?",
    "Which places did I stay at last year?",
    "Can you see all my reservations?",
    "I forgot my booking number, can you look it up?",
    "What is my booking reference?",
    "Where am I staying next month?",
    "When is my next stay?",
    "How many bookings do I have?",
    "Give me an overview of my stays",
    "See my past trips",
    "Is there a booking in my name?",
    "Which reservations are on my account?",
    "my trips please",
    "Remind me what I have planned with you",
    "Am I booked anywhere at the moment?",
    "A summary of all the reservations I made",
    "In which cities have I stayed so far?",
    "Where do I sleep next?",
    "What have we got coming up?",
    "My booking history",
  ],
  slots: {},
  authorise: async ({ guestId }) => ({ guestId }),
  async run({ bookings, now }, { guestId }, { when }): Promise<MyBookings> {
    const all = await bookings.listBookings({ guestId });
    const wanted = all
      .map((booking) => ({ booking, phase: phaseOf(booking, now) }))
      .filter(({ phase }) => fits(phase, when));
    const sorted = wanted.sort(nextFirst);
    return {
      when,
      bookings: sorted.slice(0, listedMax).map(({ booking, phase }) => toListed(booking, phase)),
      notListed: Math.max(0, sorted.length - listedMax),
    };
  },
  render({ when, bookings, notListed }) {
    if (bookings.length === 0) return nothing[when];
    const lines = bookings.map(
      (b) => `- **${b.bookingRef}** · ${b.place}, ${b.city} · ${b.dates} · ${b.status}`,
    );
    const rest = notListed > 0 ? [`… and ${notListed} more.`] : [];
    return [heading(bookings.length, when), "", ...lines, ...rest].join("\n");
  },
});

const phaseOf = (booking: BookingInBrief, now: number): Phase =>
  booking.status === "cancelled" ? "cancelled" : stayPhase(booking, now);

function fits(phase: Phase, when: MyBookings["when"]): boolean {
  if (when === "all") return true;
  return when === "past" ? phase === "past" : phase === "upcoming" || phase === "current";
}

/** The stay going on, then those to come (soonest first), then past and cancelled ones (latest first). */
function nextFirst(
  a: { booking: BookingInBrief; phase: Phase },
  b: { booking: BookingInBrief; phase: Phase },
): number {
  if (a.phase !== b.phase) return phaseOrder.indexOf(a.phase) - phaseOrder.indexOf(b.phase);
  const earlierFirst = a.booking.checkIn < b.booking.checkIn ? -1 : 1;
  return a.phase === "upcoming" ? earlierFirst : -earlierFirst;
}

const phaseOrder: Phase[] = ["current", "upcoming", "past", "cancelled"];

const toListed = (booking: BookingInBrief, status: Phase): ListedBooking => ({
  bookingRef: booking.ref,
  place: booking.placeName,
  city: booking.city,
  dates: formatStay(booking),
  status,
});

const nothing = {
  upcoming: "You have no upcoming stays with us at the moment.",
  past: "I see no past stays of yours.",
  all: "I see no bookings of yours yet.",
};

function heading(count: number, when: MyBookings["when"]): string {
  const kind = when === "all" ? "" : `${when} `;
  return count === 1 ? `You have one ${kind}booking:` : `You have ${count} ${kind}bookings:`;
}
