import type { Policy } from "../../db/bookings.ts";
import { type PartAmounts, totalOf } from "../../db/ledger.ts";
import { halfRoundedUp } from "../money.ts";
import { calendarDaysBefore, checkInAt, formatInstant } from "../stay-times.ts";

/*
 * What a guest gets back when she cancels. Pure functions over instants; the same rules stand in words in
 * knowledge/articles/cancellation-*.md, and a test compares their numbers with these.
 */

export const flexibleFullHours = 24;
export const moderateFullDays = 5;
export const strictFullDays = 14;
export const strictHalfDays = 7;
export const halfPercent = 50;
/** Every policy: full within this many hours of booking, when check-in is at least that many hours away. */
export const graceHours = 24;
export const graceCheckInHoursMin = 48;

export interface CancellationFacts {
  policy: Policy;
  /** What the guest has paid for each part, in minor units. */
  paid: PartAmounts;
  /** Calendar date and time zone of the place. */
  checkIn: string;
  timeZone: string;
  /** UTC ms. */
  bookedAt: number;
  now: number;
}

export type RuleId =
  | "grace"
  | "flexible-full"
  | "flexible-none"
  | "moderate-full"
  | "moderate-half"
  | "strict-full"
  | "strict-half"
  | "strict-none"
  | "non-refundable-none";

export type CancellationOutcome =
  | {
      kind: "refund";
      refund: PartAmounts;
      totalMinor: number;
      /** The nights come back whole, and with them everything else. */
      isFull: boolean;
      ruleId: RuleId;
      /** The rule in one sentence, with its deadline on the place's clock. */
      rule: string;
      /** UTC ms: until then, this instant included, the outcome stays the same. */
      until: number;
    }
  /** The stay has begun: a person decides. */
  | { kind: "begun" };

/** The first step of the ladder whose deadline has not passed. Exactly at a deadline still counts; at check-in the stay has begun. */
export function cancellationOutcome(facts: CancellationFacts): CancellationOutcome {
  if (facts.now >= checkInAt(facts)) return { kind: "begun" };
  const step = ladder(facts).find(({ until }) => facts.now <= until);
  if (!step) throw new Error("the last step of every ladder lasts until check-in");
  const refund = refundOf(facts.paid, step.nights);
  const { id, words, until } = step;
  return {
    kind: "refund",
    refund,
    totalMinor: totalOf(refund),
    isFull: step.nights === "all",
    ruleId: id,
    rule: words,
    until,
  };
}

/** The last instant at which everything comes back, in UTC ms; null when it never does. May lie in the past. */
export function fullRefundUntil(facts: Omit<CancellationFacts, "now">): number | null {
  const full = ladder(facts).filter(({ nights }) => nights === "all");
  return full.length === 0 ? null : Math.max(...full.map(({ until }) => until));
}

interface Step {
  id: RuleId;
  until: number;
  nights: "all" | "half" | "none";
  words: string;
}

/** From the best outcome to the worst, each with its deadline. The grace period matters only where the policy's own full refund is over. */
function ladder(facts: Omit<CancellationFacts, "now">): Step[] {
  const steps = policySteps(facts);
  const full = steps.filter(({ nights }) => nights === "all");
  return [...full, ...graceStep(facts), ...steps.filter(({ nights }) => nights !== "all")];
}

/** Ends 24 hours after booking, or 48 hours before check-in if that is sooner; no step at all for a last-minute booking. */
function graceStep(facts: Omit<CancellationFacts, "now">): Step[] {
  const until = Math.min(facts.bookedAt + hours(graceHours), checkInAt(facts) - hours(graceCheckInHoursMin));
  if (until < facts.bookedAt) return [];
  const words = `24-hour grace period: full refund within ${graceHours} hours of booking, when check-in is at least ${graceCheckInHoursMin} hours away.`;
  return [{ id: "grace", until, nights: "all", words }];
}

function policySteps({ policy, checkIn, timeZone }: Omit<CancellationFacts, "now">): Step[] {
  const begins = checkInAt({ checkIn, timeZone });
  const daysBefore = (days: number) => calendarDaysBefore(begins, days, timeZone);
  const full = (id: RuleId, until: number, limit: string): Step => {
    const deadline = `${limit} before check-in (${formatInstant(until, timeZone)} local time)`;
    return { id, until, nights: "all", words: `${policyNames[policy]}: full refund until ${deadline}.` };
  };
  const less = (id: RuleId, until: number, nights: "half" | "none", when: string): Step => {
    return { id, until, nights, words: `${policyNames[policy]}: ${when}${comesBack[nights]}.` };
  };
  switch (policy) {
    case "flexible":
      return [
        full("flexible-full", begins - hours(flexibleFullHours), `${flexibleFullHours} hours`),
        less("flexible-none", begins, "none", `less than ${flexibleFullHours} hours before check-in, `),
      ];
    case "moderate":
      return [
        full("moderate-full", daysBefore(moderateFullDays), `${moderateFullDays} days`),
        less("moderate-half", begins, "half", `less than ${moderateFullDays} days before check-in, `),
      ];
    case "strict": {
      const halfUntil = daysBefore(strictHalfDays);
      const when = `until ${strictHalfDays} days before check-in (${formatInstant(halfUntil, timeZone)} local time), `;
      return [
        full("strict-full", daysBefore(strictFullDays), `${strictFullDays} days`),
        less("strict-half", halfUntil, "half", when),
        less("strict-none", begins, "none", `less than ${strictHalfDays} days before check-in, `),
      ];
    }
    case "non_refundable":
      return [less("non-refundable-none", begins, "none", "")];
  }
}

export const policyNames: Record<Policy, string> = {
  flexible: "Flexible policy",
  moderate: "Moderate policy",
  strict: "Strict policy",
  non_refundable: "Non-refundable booking",
};

const comesBack = {
  half: `${halfPercent} % of the nights and the whole cleaning fee come back`,
  none: "the nights are not refunded, only the cleaning fee comes back",
};

/** The cleaning fee and the deposit always, the service fee only with all of the nights. */
function refundOf(paid: PartAmounts, nights: Step["nights"]): PartAmounts {
  const nightsMinor = { all: paid.nights, half: halfRoundedUp(paid.nights), none: 0 }[nights];
  return {
    nights: nightsMinor,
    cleaning_fee: paid.cleaning_fee,
    service_fee: nights === "all" ? paid.service_fee : 0,
    deposit: paid.deposit,
  };
}

const hours = (count: number): number => count * 3_600_000;
