import fc from "fast-check";
import { type Booking, findBookingOfGuest } from "../../db/bookings.ts";
import { fromLines, type PartAmounts, parts, totalOf } from "../../db/ledger.ts";
import type { Db } from "../../db/open.ts";
import { demoNow, seededDatabase } from "../seeded-context-for-tests.ts";
import { checkInAt } from "../stay-times.ts";
import { quoteCancellationOf } from "./cancellation-offer.ts";

/* What a guest was charged too much comes back whole when she cancels, under every policy and at every instant before the stay. */

let db: Db;
let elena: Booking;
beforeAll(async () => {
  db = await seededDatabase();
  elena = (await findBookingOfGuest(db, { guestId: "elena", ref: "BK-610" }))!;
});
afterAll(() => db.$client.close());

const minor = fc.integer({ min: 0, max: 10_000_000 });
const amounts = fc.record({ nights: minor, cleaning_fee: minor, service_fee: minor, deposit: minor });
const drawn = fc.record({
  policy: fc.constantFrom(
    "flexible" as const,
    "moderate" as const,
    "strict" as const,
    "non_refundable" as const,
  ),
  price: amounts,
  minutesBefore: fc.integer({ min: 1, max: 60 * 24 * 40 }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer D> ? D : never;

const times = (price: PartAmounts, count: number): PartAmounts =>
  Object.fromEntries(parts.map((part) => [part, count * price[part]])) as PartAmounts;

/** What each part gives back when so much was paid for it. */
function back({ minutesBefore, ...rest }: Drawn, paid: PartAmounts): PartAmounts {
  const booking = { ...elena, ...rest, paid };
  const begins = checkInAt({ checkIn: booking.checkIn, timeZone: booking.place.timeZone });
  const quote = quoteCancellationOf(booking, begins - minutesBefore * 60_000);
  const lines = fromLines(quote.lines);
  expect(quote.amount.minor).toBe(totalOf(lines));
  return lines;
}

test("charged twice or three times, she gets back what one charge gives and the others whole", () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 2, max: 3 }), (booking, charges) => {
      const once = back(booking, booking.price);
      const often = back(booking, times(booking.price, charges));
      for (const part of parts) expect(often[part]).toBe(once[part] + (charges - 1) * booking.price[part]);
    }),
  );
});

test("of each part at most what was paid comes back, and at least what is beyond the price", () => {
  fc.assert(
    fc.property(drawn, amounts, (booking, paid) => {
      const refund = back(booking, paid);
      for (const part of parts) {
        expect(refund[part]).toBeLessThanOrEqual(paid[part]);
        expect(refund[part]).toBeGreaterThanOrEqual(Math.max(0, paid[part] - booking.price[part]));
      }
    }),
  );
});

test("a payment on top never makes the refund smaller, nor larger by more than itself", () => {
  fc.assert(
    fc.property(drawn, amounts, amounts, (booking, paid, more) => {
      const before = back(booking, paid);
      const onTop = Object.fromEntries(parts.map((part) => [part, paid[part] + more[part]])) as PartAmounts;
      const after = back(booking, onTop);
      for (const part of parts) {
        expect(after[part]).toBeGreaterThanOrEqual(before[part]);
        expect(after[part]).toBeLessThanOrEqual(before[part] + more[part]);
      }
    }),
  );
});

test("Elena, charged twice and too late for the nights, gets the second charge and the cleaning of the first", () => {
  const begins = checkInAt({ checkIn: elena.checkIn, timeZone: elena.place.timeZone });
  const late = { ...elena, policy: "flexible" as const };
  const quote = quoteCancellationOf(late, begins - 3_600_000);
  expect(quote.amount.minor).toBe(totalOf(elena.price) + elena.price.cleaning_fee);
  expect(quote.rule).toMatch(/^More was paid than the booking costs, so what is too much comes back whole/);
  expect(quoteCancellationOf({ ...late, paid: late.price }, demoNow).rule).not.toContain("More was paid");
});
