import type { Db } from "../../db/open.ts";
import { actions } from "../../db/schema.ts";
import { call, contextOf, demoNow, inWords, seededDatabase } from "../seeded-context-for-tests.ts";
import type { FoundStays } from "./search-answer.ts";

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

const december = { checkIn: "2026-12-04", checkOut: "2026-12-08", people: 2 };
const search = async (input: Record<string, unknown>, guestId = "jonas", now = demoNow) =>
  call(await contextOf(db, guestId, now), "search_stays", input);
const found = async (input: Record<string, unknown>, guestId = "jonas") => {
  const outcome = await search(input, guestId);
  if (outcome.kind !== "result") throw new Error(`not found: ${JSON.stringify(outcome)}`);
  return outcome.result as FoundStays;
};
const ids = ({ stays }: FoundStays) => stays.map(({ placeId }) => placeId);

test("a guest reads the best first, each with its price and why it stands there", async () => {
  const outcome = await search({ where: "Lisboa", ...december, perNightMax: 75, wishes: ["dog", "garden"] });
  expect(inWords(outcome, "search_stays").split("\n").slice(0, 4)).toEqual([
    "5 places are free (4–8 December 2026, 2 guests):",
    "",
    "1. **Garden Flat in Graça**, Lisbon: €72.00 a night, €356.80 in total (with pets and garden; €3.00 a night under your limit; rated 4.7 of 5 by 3 guests)",
    "2. **Studio in Belém**, Lisbon: €49.00 a night, €240.60 in total (without pets and garden; €26.00 a night under your limit; rated 4.5 of 5 by 2 guests)",
  ]);
  expect(inWords(outcome, "search_stays")).toMatch(/Nothing is booked\./);
});

test("a place that somebody has on one of these nights is not found, and found again when she cancels", async () => {
  expect(ids(await found({ where: "Lisbon", ...december }))).not.toContain("lisbon-loft");
  db.$client.exec("update bookings set status = 'cancelled' where ref = 'BK-204'");
  expect(ids(await found({ where: "Lisbon", ...december }))).toContain("lisbon-loft");
});

test("places that are too small are not found, and when all are, that is said", async () => {
  expect(ids(await found({ where: "Lisbon", ...december, people: 6 }))).toEqual([
    "lisbon-warehouse",
    "lisbon-family",
  ]);
  const none = await search({ where: "Porto", ...december, people: 9 });
  expect(inWords(none, "search_stays")).toBe(
    "Nothing is free for 4–8 December 2026, 9 guests. The largest of our places there takes 6 people.",
  );
});

test("a limit in whole units is read in the currency of each place, and is a wish: dearer places come later", async () => {
  const kyoto = await found({ where: "Kyoto", ...december, perNightMax: 20_000 });
  expect(kyoto.stays.map(({ reasons }) => reasons[0])).toEqual([
    "¥3,500 a night under your limit",
    "¥1,000 a night over your limit",
  ]);
  const kuwait = await found({ where: "Kuwait", ...december, people: 4, perNightMax: 34.25 });
  expect(kuwait.stays[0]).toMatchObject({
    pricePerNight: "KWD 34.500",
    total: "KWD 160.050",
    reasons: ["KWD 0.250 a night over your limit", "rated 4.7 of 5 by 3 guests"],
  });
});

test("a wish that no listing answers is said, not guessed", async () => {
  expect(await found({ where: "Berlin", ...december, wishes: ["jacuzzi **now**", "desk"] })).toMatchObject({
    stays: [{ reasons: ["with workspace", "rated 4.7 of 5 by 3 guests"] }],
    note: "Our listings do not say which places have: jacuzzi now.",
  });
});

test("a place that nobody has rated is found without a rating", async () => {
  db.$client.exec("delete from reviews where place_id = 'berlin-altbau'");
  expect((await found({ where: "Berlin", ...december })).stays[0]?.reasons).toEqual([]);
});

describe("like a booking of hers, when the host has cancelled", () => {
  test("the same town, dates and people, a near price first, and not the place itself", async () => {
    const like = await found({ likeBooking: "BK-204" }, "maria");
    expect(like).toMatchObject({ dates: "4–8 December 2026", people: 2 });
    expect(ids(like)).toEqual([
      "lisbon-garden",
      "lisbon-belem",
      "lisbon-tram",
      "lisbon-warehouse",
      "lisbon-family",
    ]);
    expect(like.stays[0]?.reasons).toEqual([
      "wifi, kitchen and washing machine like Loft in Alfama",
      "€12.00 a night more than Loft in Alfama",
      "rated 4.7 of 5 by 3 guests",
    ]);
  });

  test("what she says besides comes before likeness", async () => {
    const like = await found({ likeBooking: "BK-204", wishes: ["parking"], people: 5 }, "maria");
    expect(ids(like)).toEqual(["lisbon-warehouse", "lisbon-family"]);
  });

  test("a booking of somebody else is no booking", async () => {
    expect(await search({ likeBooking: "BK-204" }, "james")).toMatchObject({
      kind: "refused",
      refusal: { refused: "not-found" },
    });
  });
});

test.each([
  [{ where: "Lisbon" }, "the days of arrival and departure and how many people will stay"],
  [december, "where you would like to stay"],
  [{ where: "Lisbon", checkIn: "2026-12-04", people: 2 }, "the days of arrival and departure"],
])("what is missing in %j is asked for", async (input, missing) => {
  expect(await search(input)).toMatchObject({
    kind: "refused",
    refusal: { refused: "not-met", say: `To search, I need to know ${missing}. Could you tell me?` },
  });
});

test("a town where we have nothing is said with the towns where we have something", async () => {
  expect(await search({ where: "Paris [x](http://y)", ...december })).toMatchObject({
    refusal: {
      refused: "not-found",
      say: expect.stringMatching(
        /by the words "Paris xhttpy"\. Staywell has places in Barcelona, .* and Tokyo\.$/,
      ),
    },
  });
});

test("nights in the past are refused, also where it is tomorrow already", async () => {
  const tonight = { checkIn: "2026-11-25", checkOut: "2026-11-26", people: 2 };
  expect(await search({ where: "Lisbon", ...tonight })).toMatchObject({ kind: "result" });
  expect(await search({ where: "Tokyo", ...tonight })).toMatchObject({
    refusal: { refused: "not-met", say: expect.stringContaining("earliest arrival is 26 November 2026") },
  });
});

test.each([
  [{ checkIn: "4 December" }, "a date looks like 2026-12-04"],
  [{ checkIn: "2026-02-30" }, "there is no such day"],
  [{ people: 0 }, "people"],
  [{ guestId: "maria" }, "guestId"],
])("%j cannot be read, and the model is told why", async (wrong, why) => {
  expect(await search({ where: "Lisbon", ...december, ...wrong })).toMatchObject({
    refusal: { refused: "unreadable", say: expect.stringContaining(why) },
  });
});

test("searching offers nothing and reads nobody's bookings out", async () => {
  const before = db.select().from(actions).all();
  const text = JSON.stringify(await found({ where: "Lisbon", ...december }));
  expect(text).not.toMatch(/BK-|maria|Visa|"minor"/i);
  expect(db.select().from(actions).all()).toEqual(before);
});
