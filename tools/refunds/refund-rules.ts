import type { Booking } from "../../db/bookings.ts";
import { noAmounts, type Part, type PartAmounts, parts, totalOf } from "../../db/ledger.ts";
import type { Problem, ProblemKind } from "../../db/problems.ts";
import { formatMoney } from "../money.ts";
import { calendarDaysBefore, checkOutAt, formatInstant, nightsOf } from "../stay-times.ts";
import { depositDaysAfter } from "../stays/stay-offer.ts";
import { claimRule } from "./damage-claim.ts";
import { duplicateCharges, duplicateHoursMax } from "./duplicate-charge.ts";
import { nightsByRule } from "./refund-of-nights.ts";

/*
 * What a guest gets back of a booking that stays as it is, without a person. Only what rows prove counts: payments in the ledger, the clock, and a problem
 * that the host admitted or did not answer in time. Everything else a person looks at. The same rules stand in words in the help centre
 * (security-deposit, payment-problems, problem-with-stay); a test compares the two.
 */

export const refundItems = [
  "nights",
  "cleaning_fee",
  "service_fee",
  "deposit",
  "duplicate_charge",
  "everything",
] as const;
export type RefundItem = (typeof refundItems)[number];

export interface RefundFacts {
  booking: Pick<
    Booking,
    "status" | "place" | "checkIn" | "checkOut" | "currency" | "price" | "paid" | "movements" | "damageClaim"
  >;
  problems: Problem[];
  items: readonly RefundItem[];
  /** How many nights; undefined: all that the rule gives. */
  nights?: number | undefined;
  /** UTC ms. */
  now: number;
}

export type RefundOutcome =
  | { kind: "by-rule"; refund: PartAmounts; totalMinor: number; rule: string }
  | { kind: "not-met" | "person-needed"; say: string };

/** All of the items by rule, or the first reason why not. Never more of a part than the ledger holds of it. */
export function refundOutcome(facts: RefundFacts): RefundOutcome {
  const { booking, items } = facts;
  const stopped = bookingUnmet(booking, items);
  if (stopped) return stopped;
  const refund = { ...noAmounts };
  const rules: string[] = [];
  for (const item of new Set(items)) {
    const outcome = outcomeOf[item](facts);
    if (outcome.kind !== "by-rule") return outcome;
    for (const part of parts) refund[part] += outcome.refund[part];
    rules.push(outcome.rule);
  }
  const totalMinor = totalOf(refund);
  if (totalMinor <= 0) return notMet("There is nothing to give back.");
  return { kind: "by-rule", refund, totalMinor, rule: rules.join(" ") };
}

/** Null when the items may be looked at one by one. */
function bookingUnmet(booking: RefundFacts["booking"], items: readonly RefundItem[]): RefundOutcome | null {
  if (booking.status === "cancelled") {
    const leftMinor = totalOf(booking.paid);
    if (leftMinor === 0)
      return notMet("This booking is cancelled, and everything that was paid has gone back.");
    const left = formatMoney({ minor: leftMinor, currency: booking.currency });
    return personNeeded(`This booking is cancelled. Only a person can give back more of it, up to ${left}.`);
  }
  const isOverpaid = parts.some((part) => booking.paid[part] > booking.price[part]);
  if (!isOverpaid || (items.length === 1 && items[0] === "duplicate_charge")) return null;
  return duplicateCharges(booking).some(({ isOutstanding }) => isOutstanding)
    ? notMet(
        "This booking was charged twice. Please let me give back the second charge first, and ask for the rest after that.",
      )
    : personNeeded("More was paid for this booking than it costs, so a person must look at it.");
}

type Item =
  | { kind: "by-rule"; refund: PartAmounts; rule: string }
  | Exclude<RefundOutcome, { kind: "by-rule" }>;

const outcomeOf: Record<RefundItem, (facts: RefundFacts) => Item> = {
  deposit: depositByRule,
  duplicate_charge: duplicateByRule,
  cleaning_fee: cleaningFeeByRule,
  nights: ofNights,
  service_fee: () =>
    personNeeded(
      "The service fee comes back by itself only with a full refund, so a person must look at this.",
    ),
  everything: () =>
    personNeeded(
      "To get everything back without a person, the booking must be cancelled in time. Otherwise a person looks at it.",
    ),
};

/** With a claim of damage it is offered all the same, and waits for a person once the guest has confirmed. */
function depositByRule({ booking, now }: RefundFacts): Item {
  const { price, paid, checkOut, place } = booking;
  if (price.deposit === 0)
    return notMet("No deposit was charged for this booking, so there is none to give back.");
  if (paid.deposit === 0) return notMet("The deposit of this booking has gone back already.");
  const { timeZone } = place;
  const due = calendarDaysBefore(checkOutAt({ checkOut, timeZone }), -depositDaysAfter, timeZone);
  if (now < due)
    return notMet(
      `The deposit comes back ${depositDaysAfter} days after check-out, which is from ${formatInstant(due, timeZone)} local time.`,
    );
  const rule = claimRule(booking) ?? `The deposit comes back ${depositDaysAfter} days after check-out.`;
  return byRule("deposit", paid.deposit, rule);
}

function duplicateByRule({ booking }: RefundFacts): Item {
  const duplicates = duplicateCharges(booking);
  const open = duplicates.find(({ isOutstanding }) => isOutstanding);
  if (open) {
    const rule = `Two payments of the same amount within ${duplicateHoursMax} hours: the second one comes back.`;
    return { kind: "by-rule", refund: open.second.parts, rule };
  }
  return duplicates.length > 0
    ? notMet("The charge that was too many has gone back already.")
    : notMet("I see no two payments of the same amount for this booking.");
}

function cleaningFeeByRule(facts: RefundFacts): Item {
  const { paid } = facts.booking;
  if (paid.cleaning_fee === 0) return notMet("No cleaning fee is left that could come back.");
  const proven = provenProblem(facts, ["cleanliness"]);
  if ("say" in proven) return proven;
  return byRule("cleaning_fee", paid.cleaning_fee, `${proven.why}: the cleaning fee comes back.`);
}

function ofNights(facts: RefundFacts): Item {
  const { booking, nights } = facts;
  if (booking.paid.nights === 0) return notMet("No nights are left that could come back.");
  const proven = provenProblem(facts, ["broken", "access", "noise", "not_as_described"]);
  if ("say" in proven) return proven;
  const found = nightsByRule({
    ...booking,
    timeZone: booking.place.timeZone,
    asked: nights,
    openedAt: proven.problem.openedAt,
  });
  if (found.kind === "too-many")
    return personNeeded(
      `By rule ${found.nightsMax} of ${nightsOf(booking)} nights can come back, those after the report, so a person must look at this.`,
    );
  return byRule(
    "nights",
    found.minor,
    `${proven.why}: ${found.nights} of ${nightsOf(booking)} nights come back.`,
  );
}

/** The oldest problem of these kinds that counts for the guest, or why none does. */
function provenProblem(
  { problems, booking }: RefundFacts,
  kinds: ProblemKind[],
): { problem: Problem; why: string } | Exclude<RefundOutcome, { kind: "by-rule" }> {
  const { hostName, timeZone } = booking.place;
  const reported = problems.filter(({ kind }) => kinds.includes(kind));
  const proven = reported.find(({ state, outcome }) => state === "overdue" || outcome === "accepted");
  if (proven)
    return {
      problem: proven,
      why:
        proven.outcome === "accepted"
          ? `${hostName} admitted the problem`
          : `${hostName} did not reply in time`,
    };
  const open = reported.find(({ state }) => state === "open");
  if (open)
    return notMet(
      `${hostName} has until ${formatInstant(open.replyDueAt, timeZone)} local time to reply to your report. Please ask again after that.`,
    );
  return personNeeded(
    reported.length > 0
      ? `${hostName} sees the problem otherwise, so a person must decide about this.`
      : "No problem that would give this back by rule has been reported for this stay, so a person must look at it.",
  );
}

const byRule = (part: Part, minor: number, rule: string): Item => ({
  kind: "by-rule",
  refund: { ...noAmounts, [part]: minor },
  rule,
});

const notMet = (say: string) => ({ kind: "not-met" as const, say });
const personNeeded = (say: string) => ({ kind: "person-needed" as const, say });
