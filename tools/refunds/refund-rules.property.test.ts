import fc from "fast-check";
import type { Booking, Place } from "../../db/bookings.ts";
import { isHeldByClaim } from "../../db/damage-claims.ts";
import { type PartAmounts, parts, totalOf } from "../../db/ledger.ts";
import type { Problem } from "../../db/problems.ts";
import { checkInAt } from "../stay-times.ts";
import { daysLater } from "../stays/calendar-days.ts";
import { type RefundFacts, refundItems, refundOutcome } from "./refund-rules.ts";

/* For every booking, whatever was reported of it and whatever is asked for, in any order and any number of times. */

const minor = fc.integer({ min: 0, max: 5_000_000 });
const amounts = fc.record({ nights: minor, cleaning_fee: minor, service_fee: minor, deposit: minor });
const problem = fc.record({
  kind: fc.constantFrom<Problem["kind"]>(
    "cleanliness",
    "broken",
    "access",
    "noise",
    "not_as_described",
    "other",
  ),
  outcome: fc.constantFrom<Problem["outcome"]>(null, "fixed", "accepted", "refused"),
  hoursIn: fc.integer({ min: 0, max: 24 * 100 }),
});
const drawn = fc.record({
  price: amounts,
  nights: fc.integer({ min: 1, max: 90 }),
  timeZone: fc.constantFrom("Europe/Lisbon", "America/New_York", "Asia/Tokyo"),
  problems: fc.array(problem, { maxLength: 4 }),
  hoursIn: fc.integer({ min: 0, max: 24 * 120 }),
});
const asked = fc.array(
  fc.record({
    items: fc.uniqueArray(fc.constantFrom(...refundItems), { minLength: 1, maxLength: 4 }),
    nights: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 12 },
);

type Drawn = typeof drawn extends fc.Arbitrary<infer D> ? D : never;

function factsOf({ price, nights, timeZone, problems, hoursIn }: Drawn): Omit<RefundFacts, "items"> {
  const dates = { checkIn: "2027-03-20", checkOut: daysLater("2027-03-20", nights) };
  const begin = checkInAt({ ...dates, timeZone });
  const now = begin + hoursIn * 3_600_000;
  const place = { timeZone, hostName: "Inês" } as Place;
  const booking = {
    ...dates,
    status: "confirmed" as const,
    place,
    currency: "EUR",
    price,
    paid: price,
    movements: [],
    damageClaim: null,
  };
  return { booking, now, problems: problems.map((found, at) => asProblem(found, { at, begin, now })) };
}

function asProblem(
  { kind, outcome, hoursIn }: Drawn["problems"][number],
  { at, begin, now }: { at: number; begin: number; now: number },
): Problem {
  const openedAt = begin + hoursIn * 3_600_000;
  const replyDueAt = openedAt + 24 * 3_600_000;
  const state = outcome ? "answered" : now < replyDueAt ? "open" : "overdue";
  const said = { outcome, hostReply: null, repliedAt: outcome ? openedAt + 1 : null };
  return { id: `p${at}`, bookingRef: "BK-1", description: "", kind, openedAt, replyDueAt, state, ...said };
}

const minus = (paid: PartAmounts, back: PartAmounts): PartAmounts =>
  Object.fromEntries(parts.map((part) => [part, paid[part] - back[part]])) as PartAmounts;

test("however often and for whatever she asks, no part gives back more than was paid for it, and no service fee comes back by rule", () => {
  fc.assert(
    fc.property(drawn, asked, (given, requests) => {
      const facts = factsOf(given);
      let { paid } = facts.booking;
      for (const request of requests) {
        const outcome = refundOutcome({ ...facts, ...request, booking: { ...facts.booking, paid } });
        if (outcome.kind !== "by-rule") continue;
        expect(outcome.totalMinor).toBe(totalOf(outcome.refund));
        expect(outcome.totalMinor).toBeGreaterThan(0);
        paid = minus(paid, outcome.refund);
        for (const part of parts) {
          expect(Number.isSafeInteger(paid[part])).toBe(true);
          expect(paid[part]).toBeGreaterThanOrEqual(0);
          expect(outcome.refund[part]).toBeGreaterThanOrEqual(0);
        }
      }
      expect(paid.service_fee).toBe(given.price.service_fee);
    }),
    { numRuns: 500 },
  );
});

test("without a problem that was admitted or left unanswered no night and no fee comes back by rule", () => {
  fc.assert(
    fc.property(drawn, asked, (given, requests) => {
      const facts = factsOf(given);
      const unproven = facts.problems.filter(
        ({ state, outcome }) => state !== "overdue" && outcome !== "accepted",
      );
      for (const request of requests) {
        const outcome = refundOutcome({ ...facts, problems: unproven, ...request });
        if (outcome.kind === "by-rule")
          expect(outcome.refund).toMatchObject({ nights: 0, cleaning_fee: 0, service_fee: 0 });
      }
    }),
  );
});

test("a claim of damage changes no amount, and holds whatever would leave less than the deposit and nothing else", () => {
  const claims = fc.record({
    amountMinor: fc.option(fc.integer({ min: 1, max: 5_000_000 })),
    words: fc.string(),
    staffName: fc.constantFrom(null, "Ana"),
    ...{ depositMinor: minor, claimedAt: minor },
  });
  fc.assert(
    fc.property(drawn, asked, claims, minor, (given, requests, damageClaim, deposit) => {
      const facts = factsOf(given);
      const claimed = { ...facts.booking, damageClaim };
      for (const request of requests) {
        const without = refundOutcome({ ...facts, ...request });
        const outcome = refundOutcome({ ...facts, ...request, booking: claimed });
        expect({ ...outcome, rule: "" }).toEqual({ ...without, rule: "" });
        if (outcome.kind !== "by-rule") continue;
        expect(isHeldByClaim(facts.booking, outcome.refund.deposit)).toBe(false);
        expect(isHeldByClaim(claimed, outcome.refund.deposit)).toBe(outcome.refund.deposit > 0);
        expect(/claims .*damage, so a person decides/.test(outcome.rule)).toBe(outcome.refund.deposit > 0);
      }
      const paid = { ...given.price, deposit };
      for (const back of [0, 1, deposit]) {
        const leaves = deposit - back;
        const isLess = back > 0 && leaves < given.price.deposit;
        expect(isHeldByClaim({ ...claimed, paid }, back)).toBe(isLess);
      }
    }),
    { numRuns: 500 },
  );
});

test("asked in pieces, the nights give what they give at once, or less", () => {
  fc.assert(
    fc.property(drawn, fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 60 }), (given, pieces) => {
      const facts = { ...factsOf(given), items: ["nights"] as const };
      const whole = refundOutcome(facts);
      const paidOf = (paid: PartAmounts): Pick<Booking, "paid"> => ({ paid });
      let { paid } = facts.booking;
      for (const nights of pieces) {
        const piece = refundOutcome({ ...facts, nights, booking: { ...facts.booking, ...paidOf(paid) } });
        if (piece.kind === "by-rule") paid = minus(paid, piece.refund);
      }
      const inPieces = given.price.nights - paid.nights;
      expect(inPieces).toBeLessThanOrEqual(whole.kind === "by-rule" ? whole.totalMinor : 0);
    }),
  );
});
