import type { Db } from "../../db/open.ts";
import { call, contextOf, inWords, seededDatabase } from "../seeded-context-for-tests.ts";

let db: Db;
beforeAll(async () => {
  db = await seededDatabase();
});
afterAll(() => db.$client.close());

const list = async (guestId: string, input = {}) =>
  inWords(await call(await contextOf(db, guestId), "list_my_bookings", input), "list_my_bookings");

test("Maria sees her two stays, the one to come first", async () => {
  expect(await list("maria")).toBe(
    [
      "You have 2 bookings:",
      "",
      "- **BK-204** · Loft in Alfama, Lisbon · 4–8 December 2026 · upcoming",
      "- **BK-131** · River Flat in Ribeira, Porto · 22–25 September 2026 · past",
    ].join("\n"),
  );
});

test("the stay going on stands before the next one, and counts as upcoming", async () => {
  expect(await list("li")).toMatch(/BK-417.*current\n.*BK-402.*upcoming/);
  expect(await list("li", { when: "upcoming" })).toMatch(/^You have 2 upcoming bookings:/);
});

test("a guest can ask for past or upcoming stays alone", async () => {
  expect(await list("maria", { when: "past" })).toMatch(/^You have one past booking:\n\n- \*\*BK-131\*\*/);
  expect(await list("maria", { when: "upcoming" })).not.toContain("BK-131");
});

test("a cancelled booking is neither, and comes last", async () => {
  expect(await list("amara")).toMatch(/BK-450.*upcoming\n.*BK-288.*cancelled$/);
  expect(await list("amara", { when: "upcoming" })).not.toContain("BK-288");
});

test("a guest without bookings is told so", async () => {
  expect(await list("jonas")).toBe("I see no bookings of yours yet.");
});
