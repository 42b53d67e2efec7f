import * as z from "zod";
import type { Booking } from "../../db/bookings.ts";
import { paymentMethod } from "../../db/effects/move-money.ts";
import { partLabels, parts, totalOf } from "../../db/ledger.ts";
import { formatMoney } from "../money.ts";
import { type ProblemTold, problemInWords } from "../problems/problem-in-words.ts";
import { fullRefundUntil, policyNames } from "../refunds/cancellation-rules.ts";
import {
  checkInAt,
  checkInHour,
  checkOutAt,
  checkOutHour,
  formatDay,
  formatInstant,
  formatStay,
  nightsOf,
  stayPhase,
} from "../stay-times.ts";
import { defineReadTool } from "../tool.ts";
import { quoted, type Written, written } from "../untrusted.ts";
import { authoriseBooking } from "./authorise-booking.ts";
import { bookingRef } from "./booking-ref.ts";
import { bookingTitle } from "./booking-title.ts";

/** In words throughout: a small model that reads `31200` says €31,200. */
export interface BookingDetails {
  bookingRef: string;
  title: string;
  place: string;
  city: string;
  address: string;
  host: string;
  dates: string;
  nights: number;
  guests: number;
  status: "upcoming" | "current" | "past" | "cancelled";
  checkIn: string;
  checkOut: string;
  price: { label: string; amount: string }[];
  total: string;
  /** "Visa ending 4242"; empty when nothing was paid. */
  paidWith: string;
  refunded: string | null;
  cancellationPolicy: string;
  /** "29 November 2026, 15:00 local time"; null when it is over, or there is none. */
  fullRefundUntil: string | null;
  /** Her words to the host with the booking, and the host's to her. */
  notes: Written[];
  /** What she reported of the stay, oldest first. */
  problems: ProblemTold[];
}

export const getBooking = defineReadTool({
  name: "get_booking",
  description:
    "Gives the details of one of the guest's bookings: place, address, host, dates, check-in and check-out times, guests, price, payment, cancellation policy. Not for what a cancellation gives back (quote_cancellation).",
  effect: "read",
  input: z.strictObject({ bookingRef }),
  examples: [
    "Show me the details of BK-204",
    "What's the address of my place in Lisbon?",
    "Tell me more about my booking",
    "How much did I pay for BK-131?",
    "Who is my host?",
    "What was the price of my stay?",
    "Which cancellation policy does my booking have?",
    "On which day do I arrive?",
    "What are the dates of my reservation?",
    "How many guests are on my booking?",
    "Is my booking confirmed?",
    "When do I have to leave my apartment in Porto?",
    "How many nights is my stay?",
    "Which card did I pay with?",
    "Open booking BK-310",
    "Where exactly is the apartment I booked?",
    "How much was the cleaning fee on my booking?",
    "Give me the information on my reservation",
    "Did my reservation go through?",
    "What did my flat in Porto cost in total?",
    "How many of us are registered for the stay?",
    "Info on my Lisbon trip please",
    "What is the name of my accommodation?",
    "When does my stay begin and end?",
    "Is everything set for my stay?",
    "How long is my stay?",
  ],
  slots: { bookingRef: { kind: "booking", ask: "Which booking would you like to see?" } },
  authorise: authoriseBooking,
  async run({ bookings, guestId, now }, booking) {
    const problems = await bookings.listProblems({ guestId, bookingRef: booking.ref, now });
    return {
      ...toDetails(booking, now),
      problems: problems.map((one) => problemInWords(one, booking.place)),
    };
  },
  render(details) {
    const { city, nights, guests, status, price, total, paidWith } = details;
    const people = guests === 1 ? "1 guest" : `${guests} guests`;
    const lines = price.map(({ label, amount }) => `${label.toLowerCase()} ${amount}`).join(", ");
    return [
      `**${details.title}**`,
      "",
      `- ${city} · ${nights === 1 ? "1 night" : `${nights} nights`} · ${people} · ${status}`,
      `- Check-in ${details.checkIn}; check-out ${details.checkOut}`,
      `- Address: ${details.address}; your host is ${details.host}`,
      `- Price: ${total} (${lines})${paidWith ? `, paid with ${paidWith}` : ""}`,
      ...(details.refunded ? [`- Refunded: ${details.refunded}`] : []),
      `- ${details.cancellationPolicy}${fullRefundWords(details)}`,
      ...details.problems.map(problemLine),
    ].join("\n");
  },
});

const problemLine = ({ problem, reported, standing, hostWords }: ProblemTold): string =>
  `- You reported (${problem}) on ${reported}; ${standing}${hostWords === null ? "" : `, in these words: ${quoted(hostWords)}`}`;

function toDetails(booking: Booking, now: number): Omit<BookingDetails, "problems"> {
  const { place, price, currency } = booking;
  const { name, city, address, hostName, timeZone } = place;
  const { checkIn, checkOut } = booking;
  const status =
    booking.status === "cancelled" ? "cancelled" : stayPhase({ checkIn, checkOut, timeZone }, now);
  const refundedMinor = sumOf(booking, "refund");
  const full = fullRefundUntil({ ...booking, timeZone });
  return {
    bookingRef: booking.ref,
    title: bookingTitle({ ...booking, placeName: name }),
    place: name,
    city,
    address,
    host: hostName,
    dates: formatStay(booking),
    nights: nightsOf(booking),
    guests: booking.guestCount,
    status,
    checkIn: `${formatDay(checkInAt({ checkIn, timeZone }), timeZone)} from ${checkInHour}:00 local time`,
    checkOut: `${formatDay(checkOutAt({ checkOut, timeZone }), timeZone)} by ${checkOutHour}:00 local time`,
    price: parts
      .filter((part) => part !== "deposit" || booking.price.deposit > 0)
      .map((part) => ({
        label: partLabels[part],
        amount: formatMoney({ minor: price[part], currency }),
      })),
    total: formatMoney({ minor: totalOf(price), currency }),
    paidWith: paidWith(booking),
    refunded: refundedMinor > 0 ? formatMoney({ minor: refundedMinor, currency }) : null,
    cancellationPolicy: policyNames[booking.policy],
    fullRefundUntil:
      status === "upcoming" && full !== null && now <= full
        ? `${formatInstant(full, timeZone)} local time`
        : null,
    notes: notesOf(booking),
  };
}

const noteCharsMax = 400;

const notesOf = ({ guestNote, hostMessage }: Booking): Written[] => [
  ...(guestNote === "" ? [] : [written("guest", guestNote, noteCharsMax)]),
  ...(hostMessage === "" ? [] : [written("host", hostMessage, noteCharsMax)]),
];

/** The newest card, and whether credit paid a part. */
function paidWith(booking: Booking): string {
  const isCredit = booking.movements.some(({ kind, creditMinor }) => kind === "payment" && creditMinor > 0);
  return [paymentMethod(booking), isCredit ? "credit" : ""].filter(Boolean).join(" and ");
}

function sumOf(booking: Booking, kind: "payment" | "refund"): number {
  return booking.movements.reduce((sum, moved) => sum + (moved.kind === kind ? moved.amountMinor : 0), 0);
}

function fullRefundWords({ status, cancellationPolicy, fullRefundUntil: until }: BookingDetails): string {
  if (status !== "upcoming") return "";
  if (until) return `: full refund until ${until}`;
  return cancellationPolicy === policyNames.non_refundable
    ? ": the nights are not refunded"
    : ": the time for a full refund is over";
}
