import { eq, sql } from "drizzle-orm";
import { findBookingOfGuest, listBookingsOfGuest } from "./bookings.ts";
import { demoNowBase } from "./clock.ts";
import { demoBookings } from "./demo-bookings.ts";
import { demoPlaces } from "./demo-places.ts";
import { readAllEvents } from "./event-log.ts";
import { listGuests } from "./guests.ts";
import { totalOf } from "./ledger.ts";
import { getMeta } from "./meta.ts";
import { type Db, openDatabase } from "./open.ts";
import { bookings, conversations, events, guests, ledgerEntries, places, reviews } from "./schema.ts";
import { seedDemo } from "./seed.ts";
import { beginTurn, demoNow, seededDatabase } from "./seeded-for-tests.ts";

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

test("Maria has Lisbon in nine days, paid €312.00, and Porto behind her", async () => {
  const lisbon = await findBookingOfGuest(db, { guestId: "maria", ref: "BK-204" });
  expect(lisbon).toMatchObject({
    checkIn: "2026-12-04",
    checkOut: "2026-12-08",
    policy: "moderate",
    status: "confirmed",
  });
  expect(lisbon?.place).toMatchObject({
    id: "lisbon-loft",
    name: "Loft in Alfama",
    timeZone: "Europe/Lisbon",
  });
  expect(lisbon?.paid).toEqual({ nights: 24_000, cleaning_fee: 4_200, service_fee: 3_000, deposit: 0 });
  expect(lisbon?.movements).toMatchObject([
    { kind: "payment", amountMinor: 31_200, method: "Visa ending 4242" },
  ]);
  const refs = (await listBookingsOfGuest(db, { guestId: "maria" })).map((booking) => booking.ref);
  expect(refs).toEqual(["BK-204", "BK-131"]);
});

test("dates are counted on each place's calendar, not on the server's", async () => {
  const late = openDatabase(":memory:");
  // 25 November 23:30 UTC: already the 26th in Tokyo, still the 25th in Lisbon.
  await seedDemo(late, { now: Date.UTC(2026, 10, 25, 23, 30) });
  expect(await findBookingOfGuest(late, { guestId: "li", ref: "BK-417" })).toMatchObject({
    checkIn: "2026-11-25",
  });
  expect(await findBookingOfGuest(late, { guestId: "maria", ref: "BK-204" })).toMatchObject({
    checkIn: "2026-12-04",
  });
  late.$client.close();
});

test("the demo has its guests, two dozen places and several time zones, and Jonas has booked nothing", async () => {
  const ids = (await listGuests(db)).map((guest) => guest.id);
  expect(ids).toEqual(expect.arrayContaining(["amara", "james", "jonas", "li", "maria", "noor"]));
  const zones = db.selectDistinct({ timeZone: places.timeZone }).from(places).all();
  expect(db.select().from(places).all()).toHaveLength(24);
  expect(zones.length).toBeGreaterThanOrEqual(6);
  expect(await listBookingsOfGuest(db, { guestId: "jonas" })).toEqual([]);
});

test("Amara's Edinburgh was cancelled and refunded three days ago, with the whole history of it", async () => {
  const edinburgh = await findBookingOfGuest(db, { guestId: "amara", ref: "BK-288" });
  expect(edinburgh).toMatchObject({ status: "cancelled", cancelledAt: demoNow - 3 * 86_400_000 });
  expect(edinburgh?.movements).toMatchObject([
    { kind: "payment", amountMinor: 23_150 },
    { kind: "refund", amountMinor: 23_150, method: "Visa ending 1881" },
  ]);
  expect(totalOf(edinburgh!.paid)).toBe(0);
  const [conversation] = db.select().from(conversations).where(eq(conversations.guestId, "amara")).all();
  const log = await readAllEvents(db, { conversationId: conversation!.id });
  expect(log.map((event) => event.type)).toEqual([
    "guest-message",
    "turn-start",
    "confirm",
    "confirm",
    "receipt",
    "text-start",
    "text-delta",
    "text-end",
    "turn-end",
  ]);
});

test("every place can be sold, and has what two guests or more wrote of it", () => {
  for (const place of db.select().from(places).all()) {
    expect(place).toMatchObject({ guestsMax: expect.any(Number), description: expect.stringMatching(/\.$/) });
    expect(Math.min(place.guestsMax, place.nightMinor, place.cleaningFeeMinor)).toBeGreaterThan(0);
    expect(JSON.parse(place.features)).toContain("wifi");
    const written = db.select().from(reviews).where(eq(reviews.placeId, place.id)).all();
    expect(written.length).toBeGreaterThanOrEqual(2);
  }
});

test("what was booked of a place is what it costs", () => {
  for (const { placeId, nights, currency, price, policy } of demoBookings) {
    const place = demoPlaces.find(({ id }) => id === placeId)!;
    expect({ currency, policy, fee: price.cleaning_fee }).toEqual({
      currency: place.currency,
      policy: place.policy,
      fee: place.cleaningFeeMinor,
    });
    // Booked at the prices of their day, which were within a twentieth of today's.
    expect(Math.abs(price.nights / nights / place.nightMinor! - 1)).toBeLessThan(0.05);
  }
});

test("every transaction of the ledger balances", () => {
  const sums = db
    .select({ sum: sql<number>`sum(${ledgerEntries.amountMinor})` })
    .from(ledgerEntries)
    .groupBy(ledgerEntries.transactionId)
    .all();
  expect(sums.length).toBeGreaterThanOrEqual(9);
  expect(sums.every(({ sum }) => sum === 0)).toBe(true);
});

test("seeding twice is refused and changes nothing", async () => {
  await expect(seedDemo(db, { now: demoNow + 1 })).rejects.toThrow("seeded already");
  expect(db.select().from(bookings).all()).toHaveLength(demoBookings.length);
  expect(await getMeta(db, { key: "seeded_at" })).toBe(String(demoNow));
});

test("a seeding that fails leaves an empty database", async () => {
  const half = openDatabase(":memory:");
  half.insert(guests).values({ id: "jonas", name: "Somebody else", email: "other@example.com" }).run();
  // Not toThrow: SQLite's errors belong to the first test file of a worker, and jest takes those of another realm for no errors.
  await expect(seedDemo(half, { now: demoNow })).rejects.toMatchObject({
    code: expect.stringMatching(/^SQLITE_CONSTRAINT/),
  });
  expect(half.select().from(places).all()).toEqual([]);
  expect(await getMeta(half, { key: "seeded_at" })).toBeUndefined();
  half.$client.close();
});

test("the demo's clock goes on from the newest thing that happened", async () => {
  expect(await demoNowBase(db)).toBe(demoNow);
  await beginTurn(db, { guestId: "maria", now: demoNow + 5_000 });
  expect(await demoNowBase(db)).toBe(demoNow + 5_000);
  expect(db.select().from(events).all().length).toBeGreaterThan(0);
});

test("a database that was never seeded has no clock of its own", async () => {
  const empty = openDatabase(":memory:");
  expect(await demoNowBase(empty)).toBeUndefined();
  empty.$client.close();
});
