import { isDeepStrictEqual } from "node:util";
import type { LoggedEvent } from "../../../agent/events.ts";
import { toLoggedEvent } from "../../../db/event-log.ts";
import type { Db } from "../../../db/open.ts";
import { dateAfter } from "../days.ts";
import type { Press } from "../diary.ts";
import type { Guest } from "../guest.ts";
import type { Expected, ExpectedBooking } from "../journey.ts";
import { checkCredit, checkExpectedCredit } from "./credit.ts";
import { checkDeposit } from "./deposit.ts";
import { checkReceipts } from "./receipts.ts";
import { checkStay } from "./stay.ts";

/** Compares one guest's diary and plan with what the database says of her. Returns the breaches, a line each. */
export function checkGuest(db: Db, guest: Guest): string[] {
  return [
    ...checkMessages(db, guest),
    ...checkLog(db, guest),
    ...checkReceipts(db, guest.journey.conversationId),
    ...guest.diary.presses.flatMap((press) => checkPress(db, press)),
    ...checkStaff(db, guest),
    ...checkCredit(db, guest),
    ...guest.journey.expected.flatMap((expected) => checkExpected(db, guest, expected)),
  ];
}

/** Every message answered 200 is there, in her words, and its turn has ended or waits for somebody. */
export function checkMessages(db: Db, { diary, journey }: Guest): string[] {
  const find = db.$client.prepare<
    [string, string],
    { text: string; turnId: string | null; status: string | null }
  >(
    `select m.text, m.turn_id turnId, t.status from messages m left join turns t on t.id = m.turn_id
     where m.conversation_id = ? and m.id = ? and m.role = 'guest'`,
  );
  return diary.messages.flatMap(({ messageId, text, taken }) => {
    const found = find.get(journey.conversationId, messageId);
    if (!found) return taken ? [`lost: message ${messageId} was answered 200 and is not there`] : [];
    if (found.text !== text) return [`message ${messageId} has other words than were posted`];
    if (found.turnId !== null && found.status === null) return [`lost: message ${messageId} has no turn`];
    return [];
  });
}

/** Nothing reached her that the log does not hold, to the letter and under the same number. */
function checkLog(db: Db, { view, journey }: Guest): string[] {
  const rows = db.$client
    .prepare<[string], Parameters<typeof toLoggedEvent>[0]>(
      `select seq, turn_id turnId, type, data, created_at createdAt from events where conversation_id = ? order by seq`,
    )
    .all(journey.conversationId);
  const differs = (seen: LoggedEvent, index: number) => {
    const row = rows[index];
    return !row || !isDeepStrictEqual(JSON.parse(JSON.stringify(toLoggedEvent(row))), seen);
  };
  const wrong = view.events.find(differs);
  return [
    ...view.contradictions,
    ...(wrong ? [`lost: she was shown event ${wrong.seq} (${wrong.type}), which the log does not hold`] : []),
  ];
}

/** A press is taken once, its decision stands, and what it moved is what its card said. */
function checkPress(db: Db, press: Press): string[] {
  const { confirmationId, decision, direction, amount, creditMinor, taken, used } = press;
  const state = db.$client
    .prepare<[string], { state: string }>("select state from actions where id = ?")
    .get(confirmationId)?.state;
  const moved = db.$client
    .prepare<[string], { minor: number; currency: string; kind: string; creditMinor: number }>(
      `select amount_minor minor, currency, kind, (
        select coalesce(sum(abs(amount_minor)), 0) from ledger_entries where transaction_id = t.id and account = 'guest_credit'
      ) creditMinor from ledger_transactions t where confirmation_id = ?`,
    )
    .all(confirmationId);
  const stands =
    decision === "decline"
      ? ["declined"]
      : ["done", "failed", "rejected", "awaiting_approval", "replaced", "expired"];
  const due = state === "done" && direction !== "none" && amount.minor > 0;
  const kind = direction === "charge" ? "payment" : "refund";
  const asAccepted = moved.filter(
    (one) =>
      one.minor === amount.minor &&
      one.currency === amount.currency &&
      one.kind === kind &&
      one.creditMinor === creditMinor,
  );
  return [
    ...(taken > 1 ? [`confirmation ${confirmationId} was taken ${taken} times`] : []),
    ...(taken + used > 0 && !stands.includes(state ?? "gone")
      ? [`lost: confirmation ${confirmationId} was answered (${decision}) and is ${state ?? "gone"}`]
      : []),
    ...(due && moved.length === 0 ? [`confirmation ${confirmationId} is done and moved no money`] : []),
    ...(moved.length > 1
      ? [`doubled effect: confirmation ${confirmationId} moved money ${moved.length} times`]
      : []),
    ...(moved.length !== asAccepted.length
      ? [
          `confirmation ${confirmationId} moved another amount, or another part of it as credit, than she accepted`,
        ]
      : []),
  ];
}

/** What staff did and were answered 200 for is there. */
function checkStaff(db: Db, { diary, journey }: Guest): string[] {
  const approval = db.$client.prepare<[string, string], { decision: string }>(
    `select p.decision from approvals p join escalations e on e.action_id = p.action_id where e.id = ? and p.staff_id = ?`,
  );
  const reply = db.$client.prepare<[string, string], { text: string }>(
    "select text from messages where conversation_id = ? and id = ? and role = 'staff'",
  );
  return [
    ...diary.decisions
      .filter(({ taken }) => taken)
      .filter(
        ({ escalationId, staffId, decision }) => approval.get(escalationId, staffId)?.decision !== decision,
      )
      .map(({ escalationId, staffId }) => `lost: ${staffId}'s decision on ${escalationId}`),
    ...diary.replies
      .filter(({ taken }) => taken)
      .filter(({ messageId, text }) => reply.get(journey.conversationId, messageId)?.text !== text)
      .map(({ messageId }) => `lost: staff's reply ${messageId}`),
  ];
}

function checkExpected(db: Db, guest: Guest, expected: Expected): string[] {
  switch (expected.kind) {
    case "stay":
      return checkStay(db, guest, expected);
    case "booked":
      return checkBooked(db, guest, expected);
    case "reported":
      return checkReported(db, guest, expected);
    case "credit":
      return checkExpectedCredit(db, guest, expected);
    case "deposit":
      return checkDeposit(db, guest, expected);
  }
}

type Of<Kind extends Expected["kind"]> = Extract<Expected, { kind: Kind }>;

/** One booking and one payment of what the price rule yields, and its refund where she cancelled; none, when a person took over before. */
function checkBooked(db: Db, guest: Guest, expected: ExpectedBooking): string[] {
  const { placeId, checkInDays, nights, chargedMinor, status, refundedMinor } = expected;
  const booked = db.$client
    .prepare<[string, string], Booked>(
      `select b.check_in checkIn, b.check_out checkOut, b.status, count(t.id) filter (where t.kind = 'payment') payments,
        sum(t.amount_minor) filter (where t.kind = 'payment') paid,
        coalesce(sum(t.amount_minor) filter (where t.kind = 'refund'), 0) refunded
       from bookings b left join ledger_transactions t on t.booking_ref = b.ref
       where b.guest_id = ? and b.place_id = ? group by b.ref`,
    )
    .all(guest.journey.guestId, placeId);
  const wanted: Booked = {
    checkIn: dateAfter(checkInDays),
    checkOut: dateAfter(checkInDays + nights),
    status,
    payments: 1,
    paid: chargedMinor,
    refunded: refundedMinor,
  };
  if (isDeepStrictEqual(booked, [wanted])) return [];
  const before: Booked[] = [{ ...wanted, status: "confirmed", refunded: 0 }];
  const wentHalfWay = booked.length === 0 || isDeepStrictEqual(booked, before);
  if (guest.ending !== "as-planned" && wentHalfWay) return [];
  return [`booked ${JSON.stringify(booked)}, not ${JSON.stringify([wanted])}`];
}

interface Booked {
  checkIn: string;
  checkOut: string;
  status: "confirmed" | "cancelled";
  payments: number;
  paid: number | null;
  refunded: number;
}

function checkReported(db: Db, guest: Guest, { ref }: Of<"reported">): string[] {
  const reports = db.$client.prepare("select 1 from problems where booking_ref = ?").all(ref).length;
  if (reports === 1 || (guest.ending !== "as-planned" && reports === 0)) return [];
  return [`${ref}: ${reports} problems are reported, not 1`];
}
