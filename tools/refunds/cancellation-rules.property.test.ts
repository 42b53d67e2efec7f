import fc from "fast-check";
import { parts, totalOf } from "../../db/ledger.ts";
import { checkInAt } from "../stay-times.ts";
import { cancellationOutcome, fullRefundUntil, graceHours } from "./cancellation-rules.ts";

/* For every booking, of every policy, in every time zone, at every instant. */

const minor = fc.integer({ min: 0, max: 10_000_000 });
const facts = fc.record({
  policy: fc.constantFrom(
    "flexible" as const,
    "moderate" as const,
    "strict" as const,
    "non_refundable" as const,
  ),
  paid: fc.record({ nights: minor, cleaning_fee: minor, service_fee: minor, deposit: minor }),
  checkIn: fc
    .date({ min: new Date("2026-01-01"), max: new Date("2028-12-31"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  timeZone: fc.constantFrom(
    "Europe/Lisbon",
    "America/New_York",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
  ),
  bookedHoursBefore: fc.integer({ min: 1, max: 24 * 200 }),
});
const hour = 3_600_000;
const at = (
  { bookedHoursBefore, ...rest }: typeof facts extends fc.Arbitrary<infer F> ? F : never,
  now: number,
) => ({
  ...rest,
  bookedAt: checkInAt(rest) - bookedHoursBefore * hour,
  now,
});

test("no line gives back more than was paid for it, and the lines sum to the total", () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 1, max: 24 * 60 * 100 }), (booking, minutesBefore) => {
      const outcome = cancellationOutcome(at(booking, checkInAt(booking) - minutesBefore * 60_000));
      if (outcome.kind !== "refund") throw new Error("the stay has not begun");
      for (const part of parts) {
        expect(Number.isInteger(outcome.refund[part])).toBe(true);
        expect(outcome.refund[part]).toBeGreaterThanOrEqual(0);
        expect(outcome.refund[part]).toBeLessThanOrEqual(booking.paid[part]);
      }
      expect(outcome.totalMinor).toBe(totalOf(outcome.refund));
      expect(outcome.refund.cleaning_fee).toBe(booking.paid.cleaning_fee);
      expect(outcome.refund.deposit).toBe(booking.paid.deposit);
      if (outcome.isFull) expect(outcome.refund).toEqual(booking.paid);
      else expect(outcome.refund.service_fee).toBe(0);
    }),
  );
});

test("waiting never brings more money, the grace period apart", () => {
  fc.assert(
    fc.property(facts, fc.nat(24 * 100), fc.nat(24 * 100), (booking, oneHours, otherHours) => {
      const [early, late] = [Math.max(oneHours, otherHours) + 1, Math.min(oneHours, otherHours) + 1];
      const then = at(booking, checkInAt(booking) - early * hour);
      fc.pre(then.now > then.bookedAt + graceHours * hour);
      const before = cancellationOutcome(then);
      const after = cancellationOutcome({ ...then, now: checkInAt(booking) - late * hour });
      if (before.kind !== "refund" || after.kind !== "refund") throw new Error("the stay has not begun");
      for (const part of parts) expect(after.refund[part]).toBeLessThanOrEqual(before.refund[part]);
    }),
  );
});

test("an outcome lasts until the deadline it names, and a full one no longer than promised", () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 1, max: 24 * 100 }), (booking, hoursBefore) => {
      const now = at(booking, checkInAt(booking) - hoursBefore * hour);
      const outcome = cancellationOutcome(now);
      if (outcome.kind !== "refund") throw new Error("the stay has not begun");
      const last = { ...now, now: Math.min(outcome.until, checkInAt(booking) - 1) };
      expect(cancellationOutcome(last)).toEqual(outcome);
      expect(outcome.isFull).toBe(now.now <= (fullRefundUntil(now) ?? Number.NEGATIVE_INFINITY));
    }),
  );
});
