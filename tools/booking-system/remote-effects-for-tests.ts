import type { Executed } from "../../db/effects/run-once.ts";
import type { Receipt } from "../../db/event-types.ts";
import type { Db } from "../../db/open.ts";
import type { SentRefund } from "../../db/refunds.ts";
import { nightsOf } from "../stay-times.ts";
import type { BookingOrder, BookingSystem } from "./booking-system.ts";

/* What the double of a booking system elsewhere does with an order, in its own database. */

/** The confirmation id and the effect are one commit of that database: that is what the port asks of it. */
export function carryOutOnce(db: Db, order: BookingOrder): Executed {
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

/** What it has carried out of refunds, newest first, before what the demo's ledger knows of earlier ones. */
export async function refundsIn(
  { $client: sql }: Db,
  { listRefunds }: BookingSystem,
  of: { guestId: string; ref?: string },
): Promise<SentRefund[]> {
  const rows = sql
    .prepare(
      `SELECT outcome, places.name AS placeName, time_zone AS timeZone FROM carried_out
        JOIN bookings ON bookings.ref = json_extract(outcome, '$.receipt.bookingRef') JOIN places ON places.id = place_id
        WHERE json_extract(outcome, '$.receipt.direction') = 'refund' AND guest_id = @guestId AND (@ref IS NULL OR ref = @ref)
        ORDER BY carried_out.rowid DESC`,
    )
    .all({ guestId: of.guestId, ref: of.ref ?? null }) as Record<string, string>[];
  const sent = rows.map(({ outcome, placeName, timeZone }) => {
    const { receipt } = JSON.parse(outcome!) as Executed & { kind: "done" };
    const { confirmationId, bookingRef, action: tool, amount, method, at } = receipt;
    return {
      confirmationId,
      bookingRef: bookingRef!,
      tool,
      placeName: placeName!,
      amount,
      method,
      at: Date.parse(at),
      timeZone: timeZone!,
    };
  });
  return [...sent, ...(await listRefunds(of))];
}
