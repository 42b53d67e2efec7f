import * as z from "zod";
import type { Booking } from "../../db/bookings.ts";
import { hostReplyMsMax } from "../../db/effects/report-problem.ts";
import { kindNames, type Problem, type ProblemKind } from "../../db/problems.ts";
import { carryOut } from "../booking-system/carry-out.ts";
import { authoriseBooking } from "../bookings/authorise-booking.ts";
import { bookingRef } from "../bookings/booking-ref.ts";
import { bookingTitle } from "../bookings/booking-title.ts";
import { defineWriteTool, isRefusal } from "../tool.ts";
import { reportUnmet } from "./problem-rules.ts";

const kinds = ["cleanliness", "broken", "access", "noise", "not_as_described", "other"] as const;
const descriptionCharsMax = 1_000;

interface Subject {
  booking: Booking;
  /** What was reported of it before. */
  problems: Problem[];
  kind: ProblemKind;
}

const hours = hostReplyMsMax / 3_600_000;

/** Tells the host of a problem with a stay and opens the window in which the host must reply, after the guest has confirmed the very words. */
export const reportProblem = defineWriteTool({
  name: "report_problem",
  description:
    "Prepares a report to the host about a problem with a current or just ended stay, and shows the guest a button with the exact words. The host then has 24 hours to reply; it refunds nothing by itself.",
  effect: "write",
  input: z.strictObject({
    bookingRef,
    kind: z.enum(kinds).describe("What the problem is about; `other` when nothing else fits."),
    description: z
      .string()
      .trim()
      .min(5, "say in a few words what is wrong")
      .max(descriptionCharsMax)
      .describe("What is wrong, in the guest's own words; goes to the host as it is."),
  }),
  examples: [
    "I want to report a problem with my stay",
    "The heating doesn't work in the apartment",
    "There is no hot water",
    "The flat is dirty, please tell the host",
    "The place is filthy and smells bad",
    "We can't get in, the key code is wrong",
    "The neighbours are so loud we can't sleep",
    "The apartment is not as described",
    "There are cockroaches in the kitchen",
    "The wifi is broken, report it please",
    "The bathroom is leaking",
    "The washing machine is broken",
    "Something is wrong with my room",
    "The pictures showed a balcony and there is none",
    "I'd like to complain about the state of the apartment",
    "Report to my host that the shower is broken",
  ],
  slots: {
    bookingRef: { kind: "booking", ask: "Which of your stays has the problem?" },
    kind: {
      kind: "choice",
      ask: "What is it about: is it not clean, is something broken, can you not get in, is it noisy, or is it not as described?",
      choices: {
        cleanliness: [
          "dirty",
          "filthy",
          "not clean",
          "unclean",
          "cockroaches",
          "bugs",
          "mould",
          "smells",
          "stains",
        ],
        broken: [
          "broken",
          "doesn't work",
          "not working",
          "no hot water",
          "leaking",
          "out of order",
          "no heating",
          "is missing",
        ],
        access: ["can't get in", "locked out", "key code", "no key", "lockbox", "door won't open"],
        noise: ["noise", "noisy", "loud", "party", "construction", "can't sleep"],
        not_as_described: [
          "not as described",
          "pictures",
          "photos",
          "advert",
          "listing says",
          "supposed to have",
        ],
        other: ["something else"],
      },
    },
    description: { kind: "text", ask: "What is wrong, in your own words?" },
  },
  async authorise(context, { bookingRef: ref, kind }) {
    const booking = await authoriseBooking(context, { bookingRef: ref });
    if (isRefusal(booking)) return booking;
    const { bookings, guestId, now } = context;
    const problems = await bookings.listProblems({ guestId, bookingRef: ref, now });
    return { booking, problems, kind } satisfies Subject;
  },
  preconditions: async ({ now }, subject) => reportUnmet(subject, now),
  async quote(_context, { booking }, { bookingRef: ref, kind, description }) {
    const { hostName } = booking.place;
    return {
      // Not the booking itself: an open offer to cancel or refund it stays open, and neither waits for the other.
      subject: `${ref}/problem`,
      label: `Report it to ${hostName}`,
      title: `${bookingTitle({ ...booking, placeName: booking.place.name })}: ${kindNames[kind]}`,
      direction: "none",
      amount: { minor: 0, currency: booking.currency },
      rule: `${hostName} is told in these words and has ${hours} hours to reply: “${description}”`,
      lines: [],
    };
  },
  run: (context, _subject, confirmed) =>
    carryOut(context, confirmed, { kind: "report-problem", problem: confirmed.input }),
});
