import type { Because } from "../../db/approval-need.ts";
import type { Booking } from "../../db/bookings.ts";
import { type DamageClaim, isHeldByClaim } from "../../db/damage-claims.ts";
import type { DamageClaimMade, Money } from "../../db/event-types.ts";
import { formatMoney } from "../money.ts";
import { checkInAt, checkOutAt, type StayDates } from "../stay-times.ts";
import { quoted, written } from "../untrusted.ts";

/* A host's claim of damage. It decides nothing: a paid deposit that would go back by rule then waits for a person. */

/** So many hours after check-out a host may claim damage: before the deposit is due back. */
export const damageClaimHours = 72;
const wordsCharsMax = 1_000;

/** From check-in on there is something to damage. `now` in UTC ms. */
export const isAfterCheckIn = (stay: StayDates, now: number): boolean => now >= checkInAt(stay);

/** A claim that came so late is not accepted of the hosts' system; a person who writes one down is asked to judge it. `at` in UTC ms. */
export const isLateClaim = (stay: Pick<StayDates, "checkOut" | "timeZone">, at: number): boolean =>
  at > checkOutAt(stay) + damageClaimHours * 3_600_000;

type Claimed = Pick<Booking, "damageClaim" | "currency" | "place" | "paid" | "price">;

/** "Marc claims €120.00 for damage, so a person decides …", for the guest; null without a claim. */
export function claimRule(booking: Pick<Claimed, "damageClaim" | "currency" | "place">): string | null {
  return (
    booking.damageClaim &&
    `${claimedOf(booking, booking.damageClaim)}, so a person decides how much of the deposit goes back.`
  );
}

/** Why a confirmed refund of so much of the deposit (minor units) waits for a person, with the host's words for that person alone. */
export function heldByClaim(
  booking: Claimed,
  depositMinor: number,
): { because: Because; tell: string } | null {
  const { damageClaim } = booking;
  if (!damageClaim || !isHeldByClaim(booking, depositMinor)) return null;
  const words = quoted(written("host", damageClaim.words, wordsCharsMax));
  return {
    because: "damage-claim",
    tell: `${claimedOf(booking, damageClaim)}, in these words: ${words}`,
  };
}

/** For the person who decides. */
export function claimMade(
  { amountMinor, words, staffName, claimedAt }: DamageClaim,
  { hostName, currency, ...stay }: { hostName: string; currency: string; checkOut: string; timeZone: string },
): DamageClaimMade {
  const amount = amountMinor === null ? null : { minor: amountMinor, currency };
  const at = new Date(claimedAt).toISOString();
  return { hostName, amount, words, staffName, isLate: isLateClaim(stay, claimedAt), at };
}

/** "Marc claims €120.00 for damage". */
export const claimed = (hostName: string, amount: Money | null): string =>
  amount ? `${hostName} claims ${formatMoney(amount)} for damage` : `${hostName} claims damage`;

const claimedOf = (
  { place, currency }: Pick<Claimed, "place" | "currency">,
  { amountMinor }: DamageClaim,
): string => claimed(place.hostName, amountMinor === null ? null : { minor: amountMinor, currency });
