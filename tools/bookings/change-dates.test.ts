import { listEveryMovement, listUnbalanced } from "../../db/end-state.ts";
import { parts } from "../../db/ledger.ts";
import type { Db } from "../../db/open.ts";
import { accept, confirmed, offered, run } from "../run-confirmed-for-tests.ts";
import { call, contextOf, demoNow, inWords, seededDatabase } from "../seeded-context-for-tests.ts";
import type { ToolContext } from "../tool.ts";
import { datesChangeUnmet, quoteDatesChange } from "./change-offer.ts";

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(async () => {
  expect(await listUnbalanced(db)).toEqual([]);
  db.$client.close();
});

const longer = { bookingRef: "BK-204", checkOut: "2026-12-09" };
const bookingOf = (guestId: string, ref: string) =>
  contextOf(db, guestId).then(({ bookings }) => bookings.findBooking({ guestId, ref }));

test("a night more is charged to the card she paid with, once, and the booking costs what was paid for it", async () => {
  const maria = await contextOf(db, "maria");
  const { action, outcome } = await confirmed(maria, "change_dates", longer);
  expect(JSON.parse(action.quote)).toMatchObject({
    label: "Change and pay €66.00",
    title: "BK-204 · Loft in Alfama, 4–8 December 2026, to 4–9 December 2026",
    direction: "charge",
    rule: "4 nights as agreed, 1 night at today's price of €60.00. The difference is charged to Visa ending 4242.",
    lines: [
      { label: "Nights", paid: { minor: 24_000 }, charge: { minor: 6_000 } },
      { label: "Cleaning fee", paid: { minor: 4_200 } },
      { label: "Service fee", paid: { minor: 3_000 }, charge: { minor: 600 } },
    ],
  });
  expect(outcome).toMatchObject({
    kind: "done",
    receipt: { direction: "charge", amount: { minor: 6_600 }, method: "Visa ending 4242" },
  });
  expect(await run(maria, action.id)).toEqual(outcome);
  const after = { nights: 30_000, cleaning_fee: 4_200, service_fee: 3_600, deposit: 0 };
  expect(await bookingOf("maria", "BK-204")).toMatchObject({
    ...{ checkIn: "2026-12-04", checkOut: "2026-12-09", price: after, paid: after },
  });
  expect(await movementsOf("BK-204")).toEqual(["payment 31200", "payment 6600"]);
});

test("a night less comes back while cancelling would give everything back", async () => {
  const { outcome } = await confirmed(await contextOf(db, "maria"), "change_dates", {
    ...{ bookingRef: "BK-204", checkOut: "2026-12-07" },
  });
  expect(outcome).toMatchObject({ receipt: { direction: "refund", amount: { minor: 6_750 } } });
  expect(await bookingOf("maria", "BK-204")).toMatchObject({
    ...{ checkOut: "2026-12-07", price: { nights: 18_000, service_fee: 2_250 }, paid: { nights: 18_000 } },
  });
});

test("a night less brings nothing when cancelling would no longer give everything back, and the card says why", async () => {
  const late = await contextOf(db, "maria", Date.UTC(2026, 11, 2, 10));
  const { action, outcome } = await confirmed(late, "change_dates", {
    ...{ bookingRef: "BK-204", checkOut: "2026-12-07" },
  });
  expect(JSON.parse(action.quote)).toMatchObject({
    ...{ label: "Change the dates", direction: "none", rule: expect.stringContaining("nothing comes back") },
  });
  expect(outcome).toMatchObject({ receipt: { direction: "none", amount: { minor: 0 } } });
  expect(await bookingOf("maria", "BK-204")).toMatchObject({
    checkOut: "2026-12-07",
    paid: { nights: 24_000 },
  });
});

test("the same number of nights at the same price moves no money", async () => {
  const { outcome } = await confirmed(await contextOf(db, "li"), "change_dates", {
    ...{ bookingRef: "BK-402", checkIn: "2026-12-14", checkOut: "2026-12-18" },
  });
  expect(outcome).toMatchObject({ kind: "done", receipt: { direction: "none" } });
  expect(await movementsOf("BK-402")).toEqual(["payment 99000"]);
});

test("of two who want one night one has it, and the other keeps her dates and her money", async () => {
  const [maria, james] = [await contextOf(db, "maria"), await contextOf(db, "james")];
  const hers = await offered(maria, "change_dates", longer);
  const stay = { place: "lisbon-loft", checkIn: "2026-12-08", checkOut: "2026-12-10", people: 2 };
  await confirmed(james, "book_stay", stay);
  await accept(maria, hers.id);
  expect(await run(maria, hers.id)).toMatchObject({ kind: "failed", say: expect.stringContaining("taken") });
  expect(await bookingOf("maria", "BK-204")).toMatchObject({
    checkOut: "2026-12-08",
    paid: { nights: 24_000 },
  });
});

test("the database decides, also when the nights looked free a moment before", async () => {
  const maria = await contextOf(db, "maria");
  const hers = await offered(maria, "change_dates", longer);
  await accept(maria, hers.id);
  const stay = { place: "lisbon-loft", checkIn: "2026-12-08", checkOut: "2026-12-10", people: 2 };
  await confirmed(await contextOf(db, "james"), "book_stay", stay);
  const blind = { ...maria, bookings: { ...maria.bookings, takenNights: async () => [] } };
  expect(await run(blind, hers.id)).toMatchObject({
    ...{ kind: "failed", say: expect.stringContaining("Somebody else has booked") },
  });
  expect(await movementsOf("BK-204")).toEqual(["payment 31200"]);
});

test("two confirmed changes of one booking: the second finds it changed, and does nothing", async () => {
  const maria = await contextOf(db, "maria");
  const elsewhere = { ...maria, conversationId: "another" };
  const first = await offered(maria, "change_dates", longer);
  await accept(maria, first.id);
  const order = { ...orderOf(first, maria), command: commandOf("2026-12-08") };
  db.$client.exec("update bookings set check_out = '2026-12-10' where ref = 'BK-204'");
  expect(await elsewhere.bookings.execute(order)).toEqual({ kind: "refused", why: "changed" });
  expect(await movementsOf("BK-204")).toEqual(["payment 31200"]);
});

test.each([
  ["maria", "BK-204", { checkIn: "2026-12-04" }, "not-met", "its dates already"],
  ["maria", "BK-204", { checkOut: "2027-06-04" }, "not-met", "90 nights at most"],
  ["maria", "BK-204", { checkIn: "2026-11-20" }, "not-met", "is in the past"],
  ["amara", "BK-288", { checkOut: "2026-12-12" }, "not-met", "is cancelled"],
  ["james", "BK-310", { checkIn: "2026-12-06" }, "person-needed", "only a person can move the arrival"],
  ["li", "BK-417", { checkIn: "2026-12-24", checkOut: "2026-12-26" }, "person-needed", "has already begun"],
] as const)("%s's %s is not moved to %j", async (guestId, bookingRef, dates, refused, why) => {
  expect(await call(await contextOf(db, guestId), "change_dates", { bookingRef, ...dates })).toMatchObject({
    ...{ kind: "refused", refusal: { refused, say: expect.stringContaining(why) } },
  });
});

test("charged twice, Elena adds a night by herself, and her second charge still comes back whole", async () => {
  const elena = await contextOf(db, "elena");
  const before = await bookingOf("elena", "BK-610");
  const { outcome } = await confirmed(elena, "change_dates", {
    bookingRef: "BK-610",
    checkOut: "2026-12-24",
  });
  expect(outcome).toMatchObject({ kind: "done", receipt: { direction: "charge" } });
  const after = await bookingOf("elena", "BK-610");
  for (const part of parts)
    expect(after!.paid[part] - after!.price[part]).toBe(before!.paid[part] - before!.price[part]);
  expect(
    await call(elena, "quote_refund", { bookingRef: "BK-610", items: ["duplicate_charge"] }),
  ).toMatchObject({
    result: { amount: "€363.40" },
  });
});

test("after a part refund nights can be added without a person, and given up only by one", async () => {
  const { paid, ...booking } = (await bookingOf("maria", "BK-204"))!;
  const partly = { ...booking, paid: { ...paid, nights: paid.nights - 6_000 } };
  const to = (checkOut: string) => ({
    booking: partly,
    to: { checkIn: "2026-12-04", checkOut },
    isTaken: false,
    creditMinor: 0,
  });
  expect(datesChangeUnmet(to("2026-12-09"), demoNow)).toBeNull();
  expect(quoteDatesChange(to("2026-12-09"), demoNow)).toMatchObject({
    direction: "charge",
    amount: { minor: 6_600 },
  });
  expect(datesChangeUnmet(to("2026-12-07"), demoNow)).toMatchObject({
    refused: "person-needed",
    say: expect.stringContaining("nobody wrote down for which nights"),
  });
});

test("a quote says the difference in words and changes nothing", async () => {
  const maria = await contextOf(db, "maria");
  const ask = async (input: object) =>
    inWords(await call(maria, "quote_change", { bookingRef: "BK-204", ...input }), "quote_change");
  expect(await ask({ checkOut: "2026-12-09" })).toMatch(
    /costs \*\*€66.00 more\*\*\. 4 nights as agreed.*Nothing has changed/,
  );
  expect(await ask({ checkOut: "2026-12-07" })).toMatch(/costs \*\*nothing, and gives €67.50 back\*\*/);
  expect(await ask({ people: 3 })).toMatch(/costs \*\*nothing\*\*\. The price is the same for 3 guests/);
  expect(await call(maria, "quote_change", { bookingRef: "BK-204", people: 4 })).toMatchObject({
    ...{ kind: "refused", refusal: { say: "Loft in Alfama takes 3 guests at most." } },
  });
  expect(await bookingOf("maria", "BK-204")).toMatchObject({ checkOut: "2026-12-08", guestCount: 2 });
});

test("the number of guests changes once, up to what the place takes, and no money moves", async () => {
  const maria = await contextOf(db, "maria");
  const { action, outcome } = await confirmed(maria, "change_guests", { bookingRef: "BK-204", people: 3 });
  expect(outcome).toMatchObject({ kind: "done", receipt: { direction: "none", bookingRef: "BK-204" } });
  expect(await run(maria, action.id)).toEqual(outcome);
  expect(await bookingOf("maria", "BK-204")).toMatchObject({ guestCount: 3 });
  expect(await call(maria, "change_guests", { bookingRef: "BK-204", people: 4 })).toMatchObject({
    ...{ refusal: { refused: "not-met", say: "Loft in Alfama takes 3 guests at most." } },
  });
});

test("a place that takes fewer by the time she has confirmed keeps the number as it was", async () => {
  const maria = await contextOf(db, "maria");
  const action = await offered(maria, "change_guests", { bookingRef: "BK-204", people: 3 });
  await accept(maria, action.id);
  db.$client.exec("update places set guests_max = 2 where id = 'lisbon-loft'");
  const people = { guestCount: 3, before: 2 };
  const order = { ...orderOf(action, maria), command: { kind: "change-guests" as const, people } };
  expect(await maria.bookings.execute(order)).toEqual({ kind: "refused", why: "changed" });
  expect(await bookingOf("maria", "BK-204")).toMatchObject({ guestCount: 2 });
});

const orderOf = (
  action: { id: string; tool: string; subject: string; quote: string },
  { guestId, now }: ToolContext,
) => ({
  confirmationId: action.id,
  ...{ guestId, now, tool: action.tool, subject: action.subject, amount: JSON.parse(action.quote).amount },
});

const commandOf = (checkOut: string) => ({
  kind: "change-dates" as const,
  dates: { checkIn: "2026-12-04", checkOut: "2026-12-09", before: { checkIn: "2026-12-04", checkOut } },
});

const movementsOf = async (ref: string) =>
  (await listEveryMovement(db))
    .filter(({ bookingRef }) => bookingRef === ref)
    .map(({ kind, amount }) => `${kind} ${amount.minor}`);
