import { eq } from "drizzle-orm";
import type { Db } from "./open.ts";
import { bookings, places, reviews } from "./schema.ts";
import { seededDatabase } from "./seeded-for-tests.ts";
import { findPaymentOnFile, findPlace, findPlaces, findTakenNights, listReviews } from "./stays.ts";

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

test("a place comes with its features and the mean of its ratings", async () => {
  const garden = (await findPlaces(db)).find(({ id }) => id === "lisbon-garden");
  expect(garden).toMatchObject({ nightMinor: 7_200, ratingCount: 3 });
  expect(garden?.rating).toBeCloseTo(14 / 3);
  expect(garden?.features).toContain("pets");
  expect(await findPlace(db, { placeId: "lisbon-garden" })).toEqual(garden);
});

test("a place without reviews has no rating, and one without a price is not for sale", async () => {
  db.delete(reviews).where(eq(reviews.placeId, "lisbon-belem")).run();
  db.update(places).set({ nightMinor: 0 }).where(eq(places.id, "lisbon-tram")).run();
  expect(await findPlace(db, { placeId: "lisbon-belem" })).toMatchObject({ rating: null, ratingCount: 0 });
  expect(await findPlace(db, { placeId: "lisbon-tram" })).toBeUndefined();
  expect((await findPlaces(db)).map(({ id }) => id)).not.toContain("lisbon-tram");
});

describe("Maria's four nights in Lisbon, 4 to 8 December", () => {
  const taken = (from: string, to: string) => findTakenNights(db, { placeId: "lisbon-loft", from, to });

  test.each([
    ["2026-12-01", "2026-12-05"],
    ["2026-12-07", "2026-12-09"],
    ["2026-12-05", "2026-12-06"],
  ])("are taken from %s to %s", async (from, to) =>
    expect(await taken(from, to)).toEqual([
      { placeId: "lisbon-loft", checkIn: "2026-12-04", checkOut: "2026-12-08" },
    ]),
  );

  test("do not touch who leaves when she comes, or comes when she leaves", async () => {
    expect(await taken("2026-12-01", "2026-12-04")).toEqual([]);
    expect(await taken("2026-12-08", "2026-12-10")).toEqual([]);
  });

  test("are free once she has cancelled, and for her own booking when it is moved", async () => {
    const dates = { from: "2026-12-05", to: "2026-12-06" };
    expect(await findTakenNights(db, { ...dates, placeId: "lisbon-loft", exceptRef: "BK-204" })).toEqual([]);
    db.update(bookings).set({ status: "cancelled" }).where(eq(bookings.ref, "BK-204")).run();
    expect(await taken(dates.from, dates.to)).toEqual([]);
  });
});

test("of a thousand places the last can be found as well as the first; of too many, none is hidden: it fails", async () => {
  const [first] = db.select().from(places).limit(1).all();
  const add = db.$client.transaction((from: number, to: number) => {
    const { id: _, ...same } = first!;
    for (let n = from; n < to; n++)
      db.insert(places)
        .values({ ...same, id: `zz-${String(n).padStart(5, "0")}`, name: `Hut ${n}` })
        .run();
  });
  add(0, 1_000);
  expect((await findPlaces(db)).at(-1)).toMatchObject({ id: "zz-00999" });
  add(1_000, 10_000);
  await expect(findPlaces(db)).rejects.toThrow("more than 10000 places");
});

test("nights are found for all places at once", async () => {
  const taken = await findTakenNights(db, { from: "2026-12-04", to: "2026-12-12" });
  expect(taken.map(({ placeId }) => placeId)).toEqual(
    expect.arrayContaining(["lisbon-loft", "new-york-stoop", "kuwait-seafront"]),
  );
});

test("reviews come newest first", async () => {
  const dates = (await listReviews(db, { placeId: "lisbon-family" })).map(({ createdAt }) => createdAt);
  expect(dates).toHaveLength(4);
  expect(dates).toEqual(dates.toSorted((a, b) => b - a));
});

test("a guest pays with what she paid with last, and one who never paid has nothing on file", async () => {
  expect(await findPaymentOnFile(db, { guestId: "maria" })).toBe("Visa ending 4242");
  expect(await findPaymentOnFile(db, { guestId: "jonas" })).toBeUndefined();
});
