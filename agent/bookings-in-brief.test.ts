import { seededDatabase } from "../db/seeded-for-tests.ts";
import { sqliteBookingSystem } from "../tools/booking-system/sqlite-booking-system.ts";
import { bookingsInBrief } from "./bookings-in-brief.ts";
import { seededAt } from "./rig-for-tests.ts";

test("the booking system is asked once a leg, and again in the next one", async () => {
  const real = sqliteBookingSystem(await seededDatabase());
  let asked = 0;
  const legOf = () => ({
    bookings: {
      ...real,
      listBookings(of: { guestId: string }) {
        asked++;
        return real.listBookings(of);
      },
    },
    guest: { id: "maria", name: "Maria Oliveira", language: "en" },
    clock: () => seededAt,
  });
  const leg = legOf();
  const [first, second] = [await bookingsInBrief(leg), await bookingsInBrief(leg)];
  expect(asked).toBe(1);
  expect(second).toEqual(first);
  expect(first.map(({ ref }) => ref)).toContain("BK-204");
  await bookingsInBrief(legOf());
  expect(asked).toBe(2);
});
