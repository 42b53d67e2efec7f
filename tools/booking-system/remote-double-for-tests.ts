import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Executed } from "../../db/effects/run-once.ts";
import type { Receipt } from "../../db/event-types.ts";
import type { Db } from "../../db/open.ts";
import { seededDatabase } from "../../db/seeded-for-tests.ts";
import { nightsOf } from "../stay-times.ts";
import type { BookingOrder, BookingSystem } from "./booking-system.ts";
import { sqliteBookingSystem } from "./sqlite-booking-system.ts";

/*
 * A company's booking system elsewhere: behind HTTP, with a database of its own, whose commit is not ours. It can be told what goes wrong
 * with the next orders.
 */

/** `refuse`: an error before anything is done. `lose-answer`: it is done, and the line breaks. `hang`: it is done, and no answer comes. `deliver-twice`: a proxy sends the order again. `other-amount`: it answers for an amount nobody ordered. */
export type Fault = "refuse" | "lose-answer" | "hang" | "deliver-twice" | "other-amount";

/** `answerMsMax`: how long an answer is waited for. Long, unless a test is about one that never comes. */
export async function startRemote({ answerMsMax = 30_000 } = {}) {
  const db = await seededDatabase();
  // Confirmations are rows of somebody else's database.
  db.$client.pragma("foreign_keys = OFF");
  db.$client.exec("CREATE TABLE carried_out (confirmation_id TEXT PRIMARY KEY, outcome TEXT NOT NULL)");
  const reads = sqliteBookingSystem(db);
  const faults: Fault[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse((await request.toArray()).join(""));
    const method = request.url?.slice(1) as keyof BookingSystem;
    if (method === "execute")
      return answerOrder(db, body as BookingOrder, { fault: faults.shift(), response });
    send(response, (await reads[method](body as never)) ?? null);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    system: overHttp(server, answerMsMax),
    /** What goes wrong with the next orders, one each. */
    fail: (...next: Fault[]) => void faults.push(...next),
    /** How many orders had an effect. */
    effects: () => db.$client.prepare("SELECT count(*) FROM carried_out").pluck().get() as number,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      db.$client.close();
    },
  };
}

/** The adapter on our side: a POST each, and a bound on every wait. */
function overHttp(server: Server, answerMsMax: number): BookingSystem {
  const { port } = server.address() as AddressInfo;
  const ask = async (method: string, body: unknown) => {
    const response = await fetch(`http://127.0.0.1:${port}/${method}`, {
      method: "POST",
      body: JSON.stringify(body ?? {}),
      signal: AbortSignal.timeout(answerMsMax),
    });
    if (!response.ok) throw new Error(`the booking system answered ${response.status}`);
    return (await response.json()) ?? undefined;
  };
  const methods = [
    ...["findBooking", "listBookings", "findPlaces", "findPlace", "takenNights"],
    ...["listReviews", "paymentOnFile", "listProblems", "execute"],
  ];
  return Object.fromEntries(
    methods.map((method) => [method, (body: unknown) => ask(method, body)]),
  ) as unknown as BookingSystem;
}

function answerOrder(
  db: Db,
  order: BookingOrder,
  { fault, response }: { fault: Fault | undefined; response: ServerResponse },
): void {
  if (fault === "refuse") return void response.writeHead(503).end();
  const outcome = carryOutOnce(db, order);
  if (fault === "lose-answer") return void response.destroy();
  if (fault === "hang") return;
  if (fault === "other-amount" && outcome.kind === "done") outcome.receipt.amount.minor += 1;
  send(response, fault === "deliver-twice" ? carryOutOnce(db, order) : outcome);
}

function send(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** The confirmation id and the effect are one commit of that database: that is what the port asks of it. */
function carryOutOnce(db: Db, order: BookingOrder): Executed {
  const { $client: sql } = db;
  return sql.transaction((): Executed => {
    const before = sql.prepare("SELECT outcome FROM carried_out WHERE confirmation_id = ?").pluck();
    const known = before.get(order.confirmationId) as string | undefined;
    if (known) return JSON.parse(known);
    const done = effect(db, order);
    if (typeof done !== "string") return done;
    const outcome: Executed = { kind: "done", receipt: receiptOf(order, done) };
    sql.prepare("INSERT INTO carried_out VALUES (?, ?)").run(order.confirmationId, JSON.stringify(outcome));
    return outcome;
  })();
}

/** Returns the reference of the booking it changed. */
function effect({ $client: sql }: Db, order: BookingOrder): string | (Executed & { kind: "refused" }) {
  const { command, guestId, subject, amount, now, confirmationId } = order;
  const booked = "SELECT status FROM bookings WHERE ref = ? AND guest_id = ?";
  if (command.kind === "cancel") {
    const status = sql.prepare(booked).pluck().get(subject, guestId);
    if (!status) return { kind: "refused", why: "unknown" };
    if (status === "cancelled") return { kind: "refused", why: "already-cancelled" };
    sql.prepare("UPDATE bookings SET status = 'cancelled', cancelled_at = ? WHERE ref = ?").run(now, subject);
    return subject;
  }
  if (command.kind === "book") {
    const { placeId, checkIn, checkOut, guestCount, policy } = command.stay;
    const taken =
      "SELECT 1 FROM bookings WHERE place_id = ? AND status = 'confirmed' AND check_in < ? AND check_out > ?";
    if (sql.prepare(taken).get(placeId, checkOut, checkIn)) return { kind: "refused", why: "taken" };
    const ref = `BK-9${sql.prepare("SELECT count(*) FROM bookings").pluck().get()}`;
    sql
      .prepare(
        `INSERT INTO bookings (ref, guest_id, place_id, check_in, check_out, guest_count, policy, status, currency,
          nights_minor, cleaning_fee_minor, service_fee_minor, booked_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'confirmed', ?, ?, 0, 0, ?)`,
      )
      .run(ref, guestId, placeId, checkIn, checkOut, guestCount, policy, amount.currency, amount.minor, now);
    return ref;
  }
  if (command.kind === "change-dates") {
    const { checkIn, checkOut, before } = command.dates;
    const stay = sql.prepare(
      "SELECT place_id AS placeId, status, check_in AS checkIn, check_out AS checkOut FROM bookings WHERE ref = ? AND guest_id = ?",
    );
    const found = stay.get(subject, guestId) as (typeof before & Record<string, string>) | undefined;
    if (!found) return { kind: "refused", why: "unknown" };
    if (found.status === "cancelled") return { kind: "refused", why: "already-cancelled" };
    if (found.checkIn !== before.checkIn || found.checkOut !== before.checkOut)
      return { kind: "refused", why: "changed" };
    const taken =
      "SELECT 1 FROM bookings WHERE place_id = ? AND status = 'confirmed' AND check_in < ? AND check_out > ? AND ref <> ?";
    if (sql.prepare(taken).get(found.placeId, checkOut, checkIn, subject))
      return { kind: "refused", why: "taken" };
    sql
      .prepare("UPDATE bookings SET check_in = ?, check_out = ? WHERE ref = ?")
      .run(checkIn, checkOut, subject);
    return subject;
  }
  if (command.kind === "change-guests") {
    const { guestCount, before } = command.people;
    const stay = sql.prepare(
      "SELECT status, guest_count AS guestCount, guests_max AS guestsMax FROM bookings JOIN places ON places.id = place_id WHERE ref = ? AND guest_id = ?",
    );
    const found = stay.get(subject, guestId) as
      | { status: string; guestCount: number; guestsMax: number }
      | undefined;
    if (!found) return { kind: "refused", why: "unknown" };
    if (found.status === "cancelled") return { kind: "refused", why: "already-cancelled" };
    if (found.guestCount !== before || guestCount > found.guestsMax)
      return { kind: "refused", why: "changed" };
    sql.prepare("UPDATE bookings SET guest_count = ? WHERE ref = ?").run(guestCount, subject);
    return subject;
  }
  if (command.kind === "refund-parts") {
    const status = sql.prepare(booked).pluck().get(subject, guestId);
    if (!status) return { kind: "refused", why: "unknown" };
    if (status === "cancelled") return { kind: "refused", why: "already-cancelled" };
    return subject;
  }
  if (command.kind === "report-problem") {
    const { bookingRef, kind, description } = command.problem;
    if (!sql.prepare(booked).get(bookingRef, guestId)) return { kind: "refused", why: "unknown" };
    sql
      .prepare(
        "INSERT INTO problems (id, booking_ref, kind, description, confirmation_id, opened_at, reply_due_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(`remote-${confirmationId}`, bookingRef, kind, description, confirmationId, now, now + 86_400_000);
    return bookingRef;
  }
  throw new Error(`the double cannot carry out "${(command as { kind: string }).kind}"`);
}

const receiptOf = (
  { confirmationId, tool, amount, now, command }: BookingOrder,
  bookingRef: string,
): Receipt => ({
  confirmationId,
  action: tool,
  bookingRef,
  title: bookingRef,
  direction: amount.minor === 0 ? "none" : isCharge(command) ? "charge" : "refund",
  amount: { ...amount },
  method: amount.minor === 0 ? "" : "Visa ending 4242",
  lines: [],
  at: new Date(now).toISOString(),
});

/** An order has no direction of its own: in this double a changed stay costs more exactly when it is longer. */
function isCharge(command: BookingOrder["command"]): boolean {
  if (command.kind !== "change-dates") return command.kind === "book";
  const { before, ...after } = command.dates;
  return nightsOf(after) > nightsOf(before);
}
