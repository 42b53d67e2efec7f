import type { Db } from "../../db/open.ts";
import { actions } from "../../db/schema.ts";
import { call, contextOf, demoNow, inWords, seededDatabase } from "../seeded-context-for-tests.ts";

let db: Db;
beforeAll(async () => {
  db = await seededDatabase();
});
afterAll(() => db.$client.close());

const ask = async (guestId: string, bookingRef: string, now = demoNow) =>
  call(await contextOf(db, guestId, now), "quote_cancellation", { bookingRef });

test("Maria is told to the cent what she would get back, and by which rule", async () => {
  expect(inWords(await ask("maria", "BK-204"), "quote_cancellation")).toBe(
    [
      "If you cancel **BK-204 · Loft in Alfama, 4–8 December 2026** now, you get back **€312.00**, all that you paid.",
      "",
      "- Nights: €240.00 of €240.00",
      "- Cleaning fee: €42.00 of €42.00",
      "- Service fee: €30.00 of €30.00",
      "",
      "Moderate policy: full refund until 5 days before check-in (29 November 2026, 15:00 local time).",
      "",
      "Nothing has changed so far. Would you like to cancel BK-204?",
    ].join("\n"),
  );
});

test.each([
  ["james", "BK-310", "$407.51", "half of $645.01 rounded up, and the cleaning fee"],
  ["james", "BK-355", "€1,415.00", "everything, above the limit"],
  ["li", "BK-402", "¥6,000", "the cleaning fee of a non-refundable booking"],
  ["amara", "BK-450", "£377.00", "everything, within the grace period"],
  ["noor", "BK-520", "KWD 122.100", "everything, in a currency with three decimals"],
])("%s gets back for %s %s: %s", async (guestId, ref, refund) => {
  expect(await ask(guestId, ref)).toMatchObject({ kind: "result", result: { bookingRef: ref, refund } });
});

test("a stay that has begun, or is over, needs a person", async () => {
  const begun = await ask("li", "BK-417");
  expect(begun).toMatchObject({ kind: "refused", refusal: { refused: "person-needed" } });
  expect(await ask("maria", "BK-131")).toMatchObject({
    kind: "refused",
    refusal: { refused: "person-needed" },
  });
});

test("of a cancelled booking it is said when it was cancelled and what was refunded", async () => {
  expect(await ask("amara", "BK-288")).toEqual({
    kind: "refused",
    input: { bookingRef: "BK-288" },
    refusal: {
      refused: "not-met",
      say: "BK-288 · Flat in Leith, 7–9 December 2026 was already cancelled on 22 November 2026, and £231.50 was refunded to Visa ending 1881.",
    },
  });
});

test("asking offers nothing and changes nothing", async () => {
  const before = db.select().from(actions).all();
  await ask("maria", "BK-204");
  expect(db.select().from(actions).all()).toEqual(before);
});
