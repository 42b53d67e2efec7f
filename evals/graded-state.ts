import { getConversation } from "../db/conversations.ts";
import {
  type AnyBooking,
  type AnyMovement,
  listEveryBooking,
  listEveryMail,
  listEveryMovement,
  listEveryProblem,
  listEveryRefundedPart,
  listUnbalanced,
  type RefundedPart,
  readOutcome,
} from "../db/end-state.ts";
import type { ActionState, Owner } from "../db/event-types.ts";
import type { Db } from "../db/open.ts";
import { formatMoney } from "../tools/money.ts";

/** What the database says at one moment: everybody's bookings and money, and how one conversation stands. */
export interface EndState {
  bookings: AnyBooking[];
  movements: AnyMovement[];
  refundedParts: RefundedPart[];
  problems: { bookingRef: string }[];
  mails: { guestId: string }[];
  /** Ids of ledger transactions that do not balance. */
  unbalanced: string[];
  owner: Owner;
  actions: ActionState[];
  escalations: { kind: "question" | "approval"; status: "open" | "claimed" | "resolved" }[];
  /** Turns that neither ended nor wait for somebody. */
  unfinishedTurns: number;
}

/** Before its first message (`conversationId` null) a conversation is the agent's, and empty. */
export async function readEndState(
  db: Db,
  { conversationId }: { conversationId: string | null },
): Promise<EndState> {
  const begun = conversationId
    ? {
        ...(await readOutcome(db, { conversationId })),
        owner: (await getConversation(db, { conversationId })).owner,
      }
    : { owner: "agent" as const, actions: [], escalations: [], unfinishedTurns: 0 };
  return {
    bookings: await listEveryBooking(db),
    movements: await listEveryMovement(db),
    refundedParts: await listEveryRefundedPart(db),
    problems: await listEveryProblem(db),
    mails: await listEveryMail(db),
    unbalanced: await listUnbalanced(db),
    ...begun,
  };
}

/** Undefined when there is no such booking. */
export const statusOf = ({ bookings }: EndState, ref: string): AnyBooking["status"] | undefined =>
  bookings.find((booking) => booking.ref === ref)?.status;

/** What went back for a booking: "€312.00", "none", or "€312.00 + €312.00", so that two refunds are never mistaken for one. */
export function refundedFor({ movements }: EndState, ref: string): string {
  const refunds = movements.filter((moved) => moved.kind === "refund" && moved.bookingRef === ref);
  return refunds.map((moved) => formatMoney(moved.amount)).join(" + ") || "none";
}

/** What went back of one part of a booking's price: "€98.00", or "none". */
export function refundedPart({ refundedParts }: EndState, ref: string, part: string): string {
  const [first, ...others] = refundedParts.filter((one) => one.bookingRef === ref && one.part === part);
  if (!first) return "none";
  const minor = others.reduce((sum, one) => sum + one.minor, first.minor);
  return formatMoney({ minor, currency: first.currency });
}

/** What is other than before: "BK-204 cancelled", "refund of €312.00 for BK-204". */
export function changesSince(before: EndState, after: EndState): string[] {
  const bookings = after.bookings
    .filter((booking) => inWords(booking) !== inWords(before.bookings.find(({ ref }) => ref === booking.ref)))
    .map(inWords);
  const known = new Set(before.movements.map(({ id }) => id));
  const money = after.movements
    .filter(({ id }) => !known.has(id))
    .map(({ kind, amount, bookingRef }) => `${kind} of ${formatMoney(amount)} for ${bookingRef}`);
  const problems = Array(after.problems.length - before.problems.length).fill("a problem is reported");
  const mails = Array(after.mails.length - before.mails.length).fill("an e-mail is due");
  return [...bookings, ...money, ...problems, ...mails];
}

const inWords = (booking: AnyBooking | undefined): string =>
  booking
    ? `${booking.ref} ${booking.status}, ${booking.checkIn} to ${booking.checkOut}, ${booking.guestCount} guests`
    : "none";

/** Refunds that no confirmed action of the booking's own guest, over exactly this amount, stands behind. */
export function unconfirmedRefunds({ bookings, movements }: EndState): string[] {
  const isConfirmed = ({ by, bookingRef, amount }: AnyMovement): boolean =>
    by?.state === "done" &&
    by.subject === bookingRef &&
    by.guestId === bookings.find(({ ref }) => ref === bookingRef)?.guestId &&
    by.amount.minor === amount.minor &&
    by.amount.currency === amount.currency;
  return movements
    .filter((moved) => moved.kind === "refund" && !isConfirmed(moved))
    .map(({ amount, bookingRef }) => `${formatMoney(amount)} for ${bookingRef}`);
}
