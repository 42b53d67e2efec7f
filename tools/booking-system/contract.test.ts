import { demoNow as now } from "../../db/seeded-for-tests.ts";
import { adapters, type Rig } from "./adapters-for-tests.ts";
import type { BookingOrder, BookingSystem } from "./booking-system.ts";
import {
  afterChange,
  bookingOf,
  cancelOfMaria,
  changes,
  datesOfMaria,
  peopleOfMaria,
  problem,
} from "./orders-for-tests.ts";

describe.each(adapters)("%s", (_name, open) => {
  let rig: Rig;
  let system: BookingSystem;
  beforeEach(async () => {
    rig = await open();
    system = rig.system;
  });
  afterEach(() => rig.close());

  const execute = async (order: BookingOrder) => {
    await rig.confirm(order);
    return system.execute(order);
  };

  test("shows a guest her bookings, and another guest's as little as a missing one", async () => {
    expect(await system.findBooking({ guestId: "maria", ref: "BK-204" })).toMatchObject({
      ref: "BK-204",
      price: { nights: 24_000 },
      status: "confirmed",
    });
    for (const ref of ["BK-310", "BK-999"])
      expect(await system.findBooking({ guestId: "maria", ref })).toBeUndefined();
    const listed = await system.listBookings({ guestId: "maria" });
    expect(listed.map(({ ref }) => ref)).toEqual(["BK-204", "BK-131"]);
  });

  test("shows what is for sale, and which nights are taken, but not by whom", async () => {
    const places = await system.findPlaces();
    expect(places.length).toBeGreaterThan(10);
    expect(await system.findPlace({ placeId: "lisbon-garden" })).toMatchObject({ city: "Lisbon" });
    expect(await system.findPlace({ placeId: "nowhere" })).toBeUndefined();
    const december = { from: "2026-12-01", to: "2026-12-31", placeId: "lisbon-loft" };
    expect(await system.takenNights(december)).toEqual([
      { placeId: "lisbon-loft", checkIn: "2026-12-04", checkOut: "2026-12-08" },
    ]);
    expect(await system.takenNights({ ...december, exceptRef: "BK-204" })).toEqual([]);
    expect(await system.paymentOnFile({ guestId: "maria" })).toBe("Visa ending 4242");
    expect(await system.paymentOnFile({ guestId: "jonas" })).toBeUndefined();
    expect(await system.creditOf({ guestId: "maria", currency: "EUR" })).toBe(0);
  });

  test("carries out an order for exactly its amount", async () => {
    expect(await execute(cancelOfMaria)).toMatchObject({
      kind: "done",
      receipt: { confirmationId: "cf_cancel", direction: "refund", amount: cancelOfMaria.amount },
    });
    expect(await system.findBooking({ guestId: "maria", ref: "BK-204" })).toMatchObject({
      status: "cancelled",
    });
  });

  test("carries out a repeated order once, with the receipt of the first, also when they come at once", async () => {
    await rig.confirm(cancelOfMaria);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => system.execute(cancelOfMaria)));
    const [first] = outcomes;
    expect(first).toMatchObject({ kind: "done" });
    for (const outcome of outcomes) expect(outcome).toEqual(first);
    expect(await system.execute({ ...cancelOfMaria, now: now + 86_400_000 })).toEqual(first);
  });

  test("refuses an order about another guest's booking, in a value", async () => {
    const foreign = { ...cancelOfMaria, guestId: "james", confirmationId: "cf_foreign" };
    expect(await execute(foreign)).toMatchObject({ kind: "refused" });
    expect(await system.findBooking({ guestId: "maria", ref: "BK-204" })).toMatchObject({
      status: "confirmed",
    });
  });

  test("refuses a second order to cancel", async () => {
    await execute(cancelOfMaria);
    expect(await execute({ ...cancelOfMaria, confirmationId: "cf_again" })).toEqual({
      kind: "refused",
      why: "already-cancelled",
    });
  });

  test("tells a guest's refunds, newest first, one for each order, and nobody else's", async () => {
    const before = await system.listRefunds({ guestId: "amara" });
    const ofAmara = {
      bookingRef: "BK-288",
      tool: "cancel_booking",
      amount: { minor: 23_150, currency: "GBP" },
    };
    expect(before).toMatchObject([{ ...ofAmara, method: "Visa ending 1881", timeZone: "Europe/London" }]);
    expect(await system.listRefunds({ guestId: "maria" })).toEqual([]);
    await execute(bookingOf("maria", "Visa ending 4242"));
    expect(await system.listRefunds({ guestId: "maria" })).toEqual([]);
    const [, , part] = changes;
    await execute(part!);
    await system.execute(part!);
    const ofMaria = {
      bookingRef: "BK-204",
      tool: "request_refund",
      amount: part!.amount,
      timeZone: "Europe/Lisbon",
    };
    const one = { ...ofMaria, confirmationId: "cf_part", at: now };
    expect(await system.listRefunds({ guestId: "maria" })).toMatchObject([one]);
    expect(await system.listRefunds({ guestId: "maria", ref: "BK-204" })).toMatchObject([one]);
    for (const of of [
      { guestId: "maria", ref: "BK-131" },
      { guestId: "james", ref: "BK-204" },
    ])
      expect(await system.listRefunds(of)).toEqual([]);
    expect(await system.listRefunds({ guestId: "amara" })).toEqual(before);
  });

  test("gives the same nights to one of two guests", async () => {
    const rivals = [bookingOf("maria", "Visa ending 4242"), bookingOf("james", "Mastercard ending 5100")];
    for (const rival of rivals) await rig.confirm(rival);
    const outcomes = await Promise.all(rivals.map((rival) => system.execute(rival)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
    expect(outcomes.find(({ kind }) => kind === "refused")).toMatchObject({ why: "taken" });
    const between = { from: "2026-12-10", to: "2026-12-14", placeId: "lisbon-garden" };
    expect(await system.takenNights(between)).toHaveLength(1);
  });

  test.each(changes)("carries out $tool once, however often its order comes", async (order) => {
    await rig.confirm(order);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => system.execute(order)));
    expect(outcomes[0]).toMatchObject({
      kind: "done",
      receipt: { amount: order.amount, bookingRef: "BK-204" },
    });
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect(await system.findBooking({ guestId: "maria", ref: "BK-204" })).toMatchObject(
      afterChange[order.tool]!,
    );
  });

  test.each(changes)("refuses $tool for another guest, and once the booking is cancelled", async (order) => {
    const foreign = { ...order, guestId: "james", confirmationId: "cf_foreign" };
    expect(await execute(foreign)).toEqual({ kind: "refused", why: "unknown" });
    await execute(cancelOfMaria);
    expect(await execute(order)).toEqual({ kind: "refused", why: "already-cancelled" });
  });

  test.each([
    ["dates", datesOfMaria("2026-12-10", "2026-12-07")],
    ["number of guests", peopleOfMaria({ guestCount: 3, before: 1 })],
    ["number of guests beyond what the place takes", peopleOfMaria({ guestCount: 9, before: 2 })],
  ])("refuses a change of the %s that is not as it was quoted", async (_what, order) => {
    expect(await execute(order)).toEqual({ kind: "refused", why: "changed" });
  });

  test("keeps a reported problem for her, and for nobody else", async () => {
    const { bookingRef, kind, description } = problem;
    await execute({
      ...{ confirmationId: "cf_problem", guestId: "li", tool: "report_problem", subject: "BK-417/problem" },
      ...{ amount: { minor: 0, currency: "JPY" }, now, command: { kind: "report-problem", problem } },
    });
    const of = { bookingRef, now };
    expect(await system.listProblems({ ...of, guestId: "li" })).toMatchObject([
      { kind, description, state: "open" },
    ]);
    expect(await system.listProblems({ ...of, guestId: "maria" })).toEqual([]);
  });
});
