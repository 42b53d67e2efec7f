import fc from "fast-check";
import type { Policy } from "../../db/bookings.ts";
import { type PartAmounts, parts, totalOf } from "../../db/ledger.ts";
import { cancellationOutcome } from "../refunds/cancellation-rules.ts";
import { checkInAt, nightsOf } from "../stay-times.ts";
import { daysLater } from "../stays/calendar-days.ts";
import { serviceFeeOf } from "../stays/stay-price.ts";
import { type ChangeFacts, changeOutcome } from "./change-rules.ts";

/* For every booking, of every policy, across changes of the clocks, at every instant before it begins. */

const minor = fc.integer({ min: 0, max: 10_000_000 });
const stay = fc.record({ inDays: fc.integer({ min: 0, max: 40 }), nights: fc.integer({ min: 1, max: 90 }) });
const booking = fc.record({
  policy: fc.constantFrom<Policy>("flexible", "moderate", "strict", "non_refundable"),
  price: fc.record({ nights: minor, cleaning_fee: minor, service_fee: minor, deposit: minor }),
  nightMinor: fc.integer({ min: 1, max: 500_000 }),
  timeZone: fc.constantFrom("Europe/Lisbon", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe"),
  // Around the changes of the clocks in March, and in October and November.
  begins: fc.constantFrom("2027-03-10", "2027-10-20", "2027-10-29", "2027-06-10"),
  nights: fc.integer({ min: 1, max: 90 }),
  bookedHoursBefore: fc.integer({ min: 1, max: 24 * 200 }),
  minutesBefore: fc.integer({ min: 1, max: 24 * 60 * 60 }),
});

type Drawn = typeof booking extends fc.Arbitrary<infer B> ? B : never;
type To = { inDays: number; nights: number };

function factsOf({ begins, nights, bookedHoursBefore, minutesBefore, ...rest }: Drawn, to: To): ChangeFacts {
  const dates = { checkIn: begins, checkOut: daysLater(begins, nights) };
  const begin = checkInAt({ ...dates, timeZone: rest.timeZone });
  const checkIn = daysLater(begins, to.inDays - 20);
  return {
    ...rest,
    ...dates,
    bookedAt: begin - bookedHoursBefore * 3_600_000,
    now: begin - minutesBefore * 60_000,
    to: { checkIn, checkOut: daysLater(checkIn, to.nights) },
  };
}

const sum = (one: PartAmounts, other: PartAmounts): PartAmounts =>
  Object.fromEntries(parts.map((part) => [part, one[part] + other[part]])) as PartAmounts;

const back = (facts: ChangeFacts): number => {
  const outcome = cancellationOutcome({ ...facts, paid: facts.price });
  return outcome.kind === "begun" ? 0 : outcome.totalMinor;
};

/** The booking as it is when the change was made; null when it cannot be. */
function changed(facts: ChangeFacts): (ChangeFacts & { paidOnTop: number }) | null {
  const outcome = changeOutcome(facts);
  // The tool refuses an arrival that has passed before it asks for a price.
  if (outcome.kind !== "priced" || facts.now >= checkInAt({ ...facts.to, timeZone: facts.timeZone }))
    return null;
  const price = sum(facts.price, outcome.difference);
  return { ...facts, ...facts.to, price, paidOnTop: outcome.totalMinor };
}

test("no part of a price falls below zero, whole minor units only, and the cleaning and the deposit stay", () => {
  fc.assert(
    fc.property(booking, stay, (drawn, to) => {
      const facts = factsOf(drawn, to);
      const outcome = changeOutcome(facts);
      if (outcome.kind !== "priced") return;
      expect(outcome.keptNights + outcome.addedNights).toBe(to.nights);
      expect(outcome.totalMinor).toBe(totalOf(outcome.difference));
      const after = sum(facts.price, outcome.difference);
      for (const part of parts) {
        expect(Number.isSafeInteger(after[part])).toBe(true);
        expect(after[part]).toBeGreaterThanOrEqual(0);
      }
      expect(after).toMatchObject({ cleaning_fee: facts.price.cleaning_fee, deposit: facts.price.deposit });
    }),
  );
});

test("money comes back only when cancelling at that instant would give everything back", () => {
  fc.assert(
    fc.property(booking, stay, (drawn, to) => {
      const facts = factsOf(drawn, to);
      const outcome = changeOutcome(facts);
      if (outcome.kind !== "priced") return;
      const cancelled = cancellationOutcome({ ...facts, paid: facts.price });
      if (cancelled.kind === "begun" || !cancelled.isFull)
        expect(outcome.totalMinor).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("moving a stay and then cancelling it never pays more than cancelling it now", () => {
  fc.assert(
    fc.property(booking, stay, (drawn, to) => {
      const facts = factsOf(drawn, to);
      const after = changed(facts);
      if (after) expect(back(after) - after.paidOnTop).toBeLessThanOrEqual(back(facts));
    }),
    { numRuns: 1_000 },
  );
});

test("a change there and back never earns money, not a minor unit, unless the place has become cheaper than was agreed", () => {
  fc.assert(
    fc.property(booking, stay, (drawn, to) => {
      const facts = factsOf(drawn, to);
      const agreed = Math.ceil(facts.price.nights / drawn.nights);
      const dear = {
        ...facts,
        nightMinor: agreed,
        price: { ...facts.price, service_fee: serviceFeeOf(facts.price.nights) },
      };
      const there = changed(dear);
      const andBack =
        there && changed({ ...there, to: { checkIn: facts.checkIn, checkOut: facts.checkOut } });
      if (andBack) expect(there.paidOnTop + andBack.paidOnTop).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 1_000 },
  );
});

test("any sequence of changes that ends on the first dates earns nothing, while a night costs what was agreed", () => {
  fc.assert(
    fc.property(booking, fc.array(stay, { minLength: 1, maxLength: 8 }), (drawn, stops) => {
      const first = factsOf(drawn, { inDays: 20, nights: drawn.nights });
      const nightMinor = Math.ceil(first.price.nights / drawn.nights);
      const price = { ...first.price, service_fee: serviceFeeOf(first.price.nights) };
      let facts: ChangeFacts = { ...first, nightMinor, price };
      let paidOnTop = 0;
      const back = { checkIn: first.checkIn, checkOut: first.checkOut };
      for (const to of [...stops.map((stop) => factsOf(drawn, stop).to), back]) {
        const after = changed({ ...facts, to });
        if (!after) continue;
        paidOnTop += after.paidOnTop;
        facts = after;
      }
      const isBack = facts.checkIn === back.checkIn && facts.checkOut === back.checkOut;
      if (isBack) expect(paidOnTop).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 1_000 },
  );
});

test("nights added one by one and given up at once earn nothing, however small a night's fee", () => {
  const nights = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(nights, nights, fc.integer({ min: 1, max: 99 }), (booked, added, nightMinor) => {
      const begins = "2027-06-10";
      const until = (count: number) => ({ checkIn: begins, checkOut: daysLater(begins, count) });
      const price = {
        ...{ nights: booked * nightMinor, service_fee: serviceFeeOf(booked * nightMinor) },
        ...{ cleaning_fee: 0, deposit: 0 },
      };
      const terms = { policy: "flexible", timeZone: "Asia/Tokyo", bookedAt: 0, now: 0, nightMinor } as const;
      let facts: ChangeFacts = { ...terms, price, ...until(booked), to: until(booked) };
      let paidOnTop = 0;
      const oneByOne = Array.from({ length: added }, (_, index) => booked + index + 1);
      for (const count of [...oneByOne, booked]) {
        facts = changed({ ...facts, to: until(count) }) as ChangeFacts;
        paidOnTop += (facts as ChangeFacts & { paidOnTop: number }).paidOnTop;
      }
      expect(paidOnTop).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("waiting never pays: the same change costs as much later, or more, or is no longer possible; the grace period apart", () => {
  fc.assert(
    fc.property(booking, stay, fc.nat(24 * 60 * 60), (drawn, to, minutes) => {
      const facts = factsOf(drawn, to);
      const [now, later] = [
        changeOutcome(facts),
        changeOutcome({ ...facts, now: facts.now + minutes * 60_000 }),
      ];
      if (now.kind !== "priced") expect(later.kind).not.toBe("priced");
      else if (later.kind === "priced") expect(later.totalMinor).toBeGreaterThanOrEqual(now.totalMinor);
    }),
  );
});

test("nights are counted on the calendar, whatever the clocks do between", () => {
  fc.assert(
    fc.property(booking, (drawn) => {
      const facts = factsOf(
        { ...drawn, minutesBefore: 24 * 60 * 60, bookedHoursBefore: 24 * 61 },
        { inDays: 20, nights: drawn.nights },
      );
      expect(nightsOf(facts)).toBe(drawn.nights);
      expect(changeOutcome(facts)).toMatchObject({ kind: "priced", totalMinor: 0, addedNights: 0 });
    }),
  );
});
