import { decideAction, offerAction } from "../../db/actions.ts";
import { clearAction } from "../../db/clear-action.ts";
import { noAmounts, toLines } from "../../db/ledger.ts";
import { beginTurn, demoNow as now, seededDatabase } from "../../db/seeded-for-tests.ts";
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
import { startRemote } from "./remote-double-for-tests.ts";
import { sqliteBookingSystem } from "./sqlite-booking-system.ts";

interface Rig {
  system: BookingSystem;
  /** Makes an order one that its guest has confirmed, where the system looks at that itself. */
  confirm(order: BookingOrder): Promise<void>;
  close(): unknown;
}

/** What every adapter must do, on the demo's bookings. */
const adapters: [string, () => Promise<Rig>][] = [
  ["the built-in one on SQLite", sqliteRig],
  ["one elsewhere, with a database of its own", remoteRig],
];

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

async function sqliteRig(): Promise<Rig> {
  const db = await seededDatabase();
  return {
    system: sqliteBookingSystem(db),
    async confirm({ confirmationId: id, guestId, tool, subject, amount, command }) {
      const direction = directionOf[command.kind];
      const lines = linesOf(command.kind, amount);
      const quote = { label: tool, title: subject, direction, amount, rule: "", lines } as const;
      const { conversationId, turnId } = await beginTurn(db, { guestId, now: now + sequence++ });
      const offer = { id, conversationId, turnId, guestId, tool, subject, quote, hash: id };
      await offerAction(db, { ...offer, input: inputOf(command), expiresAt: now + 600_000, now });
      await decideAction(db, { confirmationId: id, conversationId, guestId, decision: "accept", now });
      // As the rules would: money moves only when it was cleared.
      const people = { approvalMsMax: 1, escalationId: id, summary: "" };
      await clearAction(db, { actionId: id, needOf: () => null, ...people, now });
    },
    close: () => db.$client.close(),
  };
}

let sequence = 0;

const directionOf: Record<BookingOrder["command"]["kind"], "charge" | "refund" | "none"> = {
  book: "charge",
  "change-dates": "charge",
  cancel: "refund",
  "refund-parts": "refund",
  "change-guests": "none",
  "report-problem": "none",
};

/** All of a new stay as nights; of Maria's €312.00 a night more with its fee, the cleaning fee, or everything. */
function linesOf(
  kind: BookingOrder["command"]["kind"],
  { minor, currency }: { minor: number; currency: string },
) {
  const paid = { ...noAmounts, nights: 24_000, cleaning_fee: 4_200, service_fee: 3_000 };
  switch (kind) {
    case "book":
      return toLines(noAmounts, { ...noAmounts, nights: -minor }, currency);
    case "change-dates":
      return toLines(paid, { ...noAmounts, nights: -6_000, service_fee: -600 }, currency);
    case "refund-parts":
      return toLines(paid, { ...noAmounts, cleaning_fee: minor }, currency);
    case "cancel":
      return toLines(paid, paid, currency);
    default:
      return [];
  }
}

function inputOf(command: BookingOrder["command"]): string {
  if (command.kind === "report-problem") return JSON.stringify(command.problem);
  if (command.kind === "change-guests") return JSON.stringify({ people: command.people.guestCount });
  if (command.kind === "change-dates") {
    const { before: _, ...dates } = command.dates;
    return JSON.stringify(dates);
  }
  if (command.kind !== "book") return "{}";
  const { checkIn, checkOut, guestCount: people } = command.stay;
  return JSON.stringify({ checkIn, checkOut, people });
}

async function remoteRig(): Promise<Rig> {
  const { system, close } = await startRemote();
  // It takes the order at its word: who may order is what the key to its door says.
  return { system, confirm: async () => {}, close };
}
