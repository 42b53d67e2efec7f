import { decideAction, findAction } from "../../db/actions.ts";
import { listBookingsOfGuest } from "../../db/bookings.ts";
import type { Receipt } from "../../db/event-types.ts";
import type { Db } from "../../db/open.ts";
import type { BookingOrder, BookingSystem } from "../booking-system/booking-system.ts";
import { catalogue } from "../catalogue.ts";
import { runAction } from "../run-tool.ts";
import { call, contextOf, seededDatabase } from "../seeded-context-for-tests.ts";
import type { ToolContext } from "../tool.ts";

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

const stay = { place: "Garden Flat in Graça", checkIn: "2026-12-04", checkOut: "2026-12-08", people: 2 };

test("the card says the exact price, what it is charged to and on which terms, and nothing is booked yet", async () => {
  const maria = await contextOf(db, "maria");
  const action = await offer(maria);
  expect(action.subject).toBe("lisbon-garden");
  expect(JSON.parse(action.quote)).toMatchObject({
    label: "Book and pay €356.80",
    title: "Garden Flat in Graça, 4–8 December 2026",
    direction: "charge",
    amount: { minor: 35_680, currency: "EUR" },
    rule: "4 nights at €72.00 for 2 guests, charged to Visa ending 4242. Moderate policy: full refund until 5 days before check-in (29 November 2026, 15:00 local time). Less than 5 days before check-in, 50 % of the nights and the whole cleaning fee come back.",
    lines: [
      { label: "Nights", charge: { minor: 28_800 } },
      { label: "Cleaning fee", charge: { minor: 4_000 } },
      { label: "Service fee", charge: { minor: 2_880 } },
    ],
  });
  expect(await refsOf("maria")).toEqual(["BK-204", "BK-131"]);
});

test("after the button it is booked and charged once, however often it runs", async () => {
  const maria = await contextOf(db, "maria");
  const action = await offer(maria);
  await accept(maria, action.id);
  const first = await run(maria, action.id);
  const { bookingRef } = (first as { receipt: Receipt }).receipt;
  expect(first).toMatchObject({
    kind: "done",
    receipt: { direction: "charge", amount: { minor: 35_680 }, method: "Visa ending 4242" },
  });
  expect(await run(maria, action.id)).toEqual(first);
  expect((await refsOf("maria")).toSorted()).toEqual([bookingRef, "BK-131", "BK-204"].toSorted());
  expect(await call(maria, "get_booking", { bookingRef })).toMatchObject({
    result: { total: "€356.80", paidWith: "Visa ending 4242", status: "upcoming" },
  });
  // Booked by mistake: within the terms of the card, everything comes back.
  expect(await call(maria, "quote_cancellation", { bookingRef })).toMatchObject({
    result: { refund: "€356.80" },
  });
});

test("a stay in dinars is charged with its three decimals", async () => {
  const noor = await contextOf(db, "noor");
  const dates = { checkIn: "2026-12-20", checkOut: "2026-12-23" };
  const action = await offer(noor, { place: "kuwait-seafront", ...dates, people: 4 });
  expect(JSON.parse(action.quote).label).toBe("Book and pay KWD 122.100");
  await accept(noor, action.id);
  expect(await run(noor, action.id)).toMatchObject({
    receipt: { amount: { minor: 122_100, currency: "KWD" }, method: "Visa ending 6006" },
  });
});

test("of two guests who confirm the same nights one has them, and the other is told and not charged", async () => {
  const [maria, james] = [await contextOf(db, "maria"), await contextOf(db, "james")];
  const [hers, his] = [await offer(maria), await offer(james)];
  await accept(maria, hers.id);
  await accept(james, his.id);
  const outcomes = await Promise.all([run(maria, hers.id), run(james, his.id)]);
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["done", "failed"]);
  const lost = outcomes.find(({ kind }) => kind === "failed");
  expect(lost).toMatchObject({ say: expect.stringMatching(/taken|booked the place/), personNeeded: false });
  const loser = outcomes.indexOf(lost!) === 0 ? hers : his;
  expect(await findAction(db, { actionId: loser.id })).toMatchObject({ state: "failed" });
});

test("another price or other terms than she confirmed: nothing is booked, and she is told", async () => {
  const maria = await contextOf(db, "maria");
  for (const change of ["night_minor = 7300", "policy = 'non_refundable'"]) {
    const action = await offer(maria, {
      checkOut: change.startsWith("policy") ? "2026-12-08" : "2026-12-07",
    });
    await accept(maria, action.id);
    db.$client.exec(`update places set ${change} where id = 'lisbon-garden'`);
    expect(await run(maria, action.id)).toMatchObject({
      kind: "failed",
      say: expect.stringContaining("changed"),
    });
  }
  expect(await refsOf("maria")).toEqual(["BK-204", "BK-131"]);
});

test("an order that is sent again says what she confirmed, whatever has changed since", async () => {
  const maria = await contextOf(db, "maria");
  const action = await offer(maria);
  await accept(maria, action.id);
  const sent: BookingOrder[] = [];
  const deaf: BookingSystem = {
    ...maria.bookings,
    async execute(order) {
      sent.push(order);
      throw new Error("no answer");
    },
  };
  await run({ ...maria, bookings: deaf }, action.id);
  db.$client.exec("update places set policy = 'strict', night_minor = 9999 where id = 'lisbon-garden'");
  await run({ ...maria, bookings: deaf }, action.id);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[1]).toMatchObject({
    amount: { minor: 35_680 },
    command: { stay: { policy: "moderate", method: "Visa ending 4242" } },
  });
});

test.each([
  ["a place that is taken", { place: "Loft in Alfama" }, "is taken for at least one of these nights"],
  ["more people than fit", { people: 5 }, "takes 4 guests at most"],
  ["nights that are over", { checkIn: "2026-11-20" }, "is in the past"],
  ["more nights than can be booked at once", { checkOut: "2027-04-04" }, "90 nights at most"],
])("%s is not offered", async (_what, input, why) => {
  expect(await call(await contextOf(db, "maria"), "book_stay", { ...stay, ...input })).toMatchObject({
    kind: "refused",
    refusal: { refused: "not-met", say: expect.stringContaining(why) },
  });
});

test("a guest who never paid here is helped by a person, since no card number belongs in a chat", async () => {
  expect(await call(await contextOf(db, "jonas"), "book_stay", stay)).toMatchObject({
    kind: "refused",
    refusal: { refused: "person-needed", say: expect.stringContaining("cannot take card details") },
  });
});

test("a newer offer for the same place replaces the open one", async () => {
  const maria = await contextOf(db, "maria");
  const older = await offer(maria);
  await offer(maria, { checkOut: "2026-12-09" });
  expect(await findAction(db, { actionId: older.id })).toMatchObject({ state: "replaced" });
});

async function offer(context: ToolContext, input: Record<string, unknown> = {}) {
  const outcome = await call(context, "book_stay", { ...stay, ...input });
  if (outcome.kind !== "offered") throw new Error(`no offer: ${JSON.stringify(outcome)}`);
  return outcome.action;
}

const accept = ({ conversationId, guestId, now }: ToolContext, confirmationId: string) =>
  decideAction(db, { confirmationId, conversationId, guestId, decision: "accept", now: now + 1 });

const run = (context: ToolContext, actionId: string) =>
  runAction(context, { tools: catalogue, actionId, guestName: "Maria" });

const refsOf = async (guestId: string) => (await listBookingsOfGuest(db, { guestId })).map(({ ref }) => ref);
