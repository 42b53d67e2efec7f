import { desc, eq, sql } from "drizzle-orm";
import { logDecision } from "./audit.ts";
import { announce } from "./changes.ts";
import type { Money } from "./event-types.ts";
import { insertJob } from "./jobs.ts";
import { keptByConnection } from "./kept.ts";
import { type PartAmounts, sumParts } from "./ledger.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { bookings, damageClaims, guests, mails, places, staff } from "./schema.ts";

/** How many claims one list holds at most. */
const listedMax = 100;

export interface DamageClaim {
  /** What the host wants, in minor units of the booking's currency; null when the host names no amount. */
  amountMinor: number | null;
  /** The host's words: untrusted text. */
  words: string;
  /** Who of staff wrote it down; null when the hosts' system brought it. */
  staffName: string | null;
  /** What the ledger still held of the paid deposit; 0 when none was paid, or it had gone back before the claim. */
  depositMinor: number;
  claimedAt: number;
}

export interface NewDamageClaim {
  bookingRef: string;
  /** On whose behalf it comes, by name; a booking with another host is then as good as none. Null from staff, who see all bookings. */
  hostName: string | null;
  /** What the host wants; null when it names no amount. */
  amount: Money | null;
  words: string;
  /** Who brought it: `host` by the signed webhook, `staff:ana` who heard it on the telephone. */
  actor: string;
  /** Whether this one may still, or already, claim for such a stay. Pure. */
  isInTime: (stay: { checkIn: string; checkOut: string; timeZone: string }) => boolean;
  /** The e-mail that tells the guest; without it, or an address of hers, there is none. Pure. */
  mailOf?: (about: ClaimedStay) => ClaimMail;
  now: number;
}

/** What an e-mail about a claim may tell. Not the host's words, which anybody may have put a link in. */
export interface ClaimedStay {
  bookingRef: string;
  guestName: string;
  placeName: string;
  hostName: string;
  /** Calendar dates at the place. */
  checkIn: string;
  checkOut: string;
  amount: Money | null;
  /** What was left of the paid deposit. */
  deposit: Money;
}

export interface ClaimMail {
  subject: string;
  /** Plain text. */
  body: string;
  /** False: it stays in the outbox, and no job is written for it. */
  send: boolean;
}

export type DamageClaimed =
  /** What was left of the paid deposit when it came, and waits for a person because of it; 0 when none was paid, or it had gone back. */
  | { ok: true; deposit: Money }
  /** No such booking of this host; not in the time for it; another claim is there; the booking is cancelled. */
  | { ok: false; why: "unknown" | "not-in-time" | "claimed" | "cancelled" }
  /** The amount is in another currency than the booking. */
  | { ok: false; why: "currency"; needed: string };

/** Records the one claim for a booking, whether or not a deposit is left. The same claim again is the same; another one is refused. */
export async function recordDamageClaim(db: Db, claim: NewDamageClaim): Promise<DamageClaimed> {
  const { bookingRef, hostName, amount, words, actor, isInTime, mailOf, now } = claim;
  return atomically(db, (tx) => {
    const stay = findStay(tx, bookingRef);
    if (!stay || (hostName !== null && hostName !== stay.hostName)) return { ok: false, why: "unknown" };
    const { currency } = stay;
    if (amount && amount.currency !== currency) return { ok: false, why: "currency", needed: currency };
    const amountMinor = amount?.minor ?? null;
    const known = readDamageClaim(tx, bookingRef);
    if (known) {
      const isSame = known.amountMinor === amountMinor && known.words === words;
      return isSame
        ? { ok: true, deposit: { minor: known.depositMinor, currency } }
        : { ok: false, why: "claimed" };
    }
    if (stay.status === "cancelled") return { ok: false, why: "cancelled" };
    if (!isInTime(stay)) return { ok: false, why: "not-in-time" };
    const depositMinor = Math.max(0, sumParts(tx, bookingRef).deposit);
    tx.insert(damageClaims)
      .values({ bookingRef, amountMinor, words, actor, depositMinor, claimedAt: now })
      .run();
    // Not the words: what is in the audit log stays for good.
    const data = { bookingRef, amount, depositMinor };
    logDecision(tx, { kind: "damage-claimed", actor, conversationId: null, actionId: null, data, now });
    const deposit = { minor: depositMinor, currency };
    if (mailOf && stay.email.includes("@"))
      insertMail(tx, stay, mailOf({ ...stay, bookingRef, amount, deposit }), now);
    announce("escalations");
    return { ok: true, deposit };
  });
}

const findStay = (tx: Tx, bookingRef: string) =>
  tx
    .select({
      ref: bookings.ref,
      checkIn: bookings.checkIn,
      checkOut: bookings.checkOut,
      timeZone: places.timeZone,
      hostName: places.hostName,
      placeName: places.name,
      status: bookings.status,
      currency: bookings.currency,
      guestId: bookings.guestId,
      guestName: guests.name,
      email: guests.email,
    })
    .from(bookings)
    .innerJoin(places, eq(places.id, bookings.placeId))
    .innerJoin(guests, eq(guests.id, bookings.guestId))
    .where(eq(bookings.ref, bookingRef))
    .get();

function insertMail(
  tx: Tx,
  { guestId, ref }: { guestId: string; ref: string },
  { subject, body, send }: ClaimMail,
  now: number,
): void {
  const id = `mail-damage-${ref}`;
  tx.insert(mails).values({ id, guestId, confirmationId: null, subject, body, createdAt: now }).run();
  if (send) insertJob(tx, { id: `send-${id}`, kind: "send-mail", payload: { mailId: id }, now });
}

/**
 * Whether a refund of so much of the deposit is one that a claim holds: it leaves less than the price has of a deposit. A second charge of it
 * is not the host's to hold. Pure; minor units.
 */
export function isHeldByClaim(
  booking: { damageClaim: DamageClaim | null; paid: PartAmounts; price: PartAmounts },
  depositMinor: number,
): boolean {
  const { damageClaim, paid, price } = booking;
  return damageClaim !== null && depositMinor > Math.max(0, paid.deposit - price.deposit);
}

const columns = {
  amountMinor: damageClaims.amountMinor,
  words: damageClaims.words,
  staffName: staff.name,
  depositMinor: damageClaims.depositMinor,
  claimedAt: damageClaims.claimedAt,
};
const byStaff = sql`${damageClaims.actor} = 'staff:' || ${staff.id}`;

/** Null when the host claims nothing. */
export function readDamageClaim(tx: Pick<Tx, "select">, bookingRef: string): DamageClaim | null {
  return claimOfBooking(tx).get({ bookingRef }) ?? null;
}

const claimOfBooking = keptByConnection((tx: Pick<Tx, "select">) =>
  tx
    .select(columns)
    .from(damageClaims)
    .leftJoin(staff, byStaff)
    .where(eq(damageClaims.bookingRef, sql.placeholder("bookingRef")))
    .prepare(),
);

export interface ListedClaim extends DamageClaim {
  bookingRef: string;
  currency: string;
  /** What of the paid deposit is left by now. */
  leftMinor: number;
  guestName: string;
  placeName: string;
  hostName: string;
  /** Calendar dates at the place. */
  checkIn: string;
  checkOut: string;
  timeZone: string;
}

/** For staff: the newest claims of all hosts. At most 100. */
export async function listDamageClaims(db: Db): Promise<ListedClaim[]> {
  const { claimedAt, bookingRef } = damageClaims;
  const { checkIn, checkOut, currency } = bookings;
  const { hostName, timeZone } = places;
  const names = { guestName: guests.name, placeName: places.name, hostName };
  return db
    .select({ ...columns, bookingRef, currency, checkIn, checkOut, timeZone, ...names })
    .from(damageClaims)
    .innerJoin(bookings, eq(bookings.ref, bookingRef))
    .innerJoin(places, eq(places.id, bookings.placeId))
    .innerJoin(guests, eq(guests.id, bookings.guestId))
    .leftJoin(staff, byStaff)
    .orderBy(desc(claimedAt), desc(bookingRef))
    .limit(listedMax)
    .all()
    .map((claim) => ({ ...claim, leftMinor: Math.max(0, sumParts(db, claim.bookingRef).deposit) }));
}
