import { quoteOf } from "../../db/action-card.ts";
import { findActionOfEscalation } from "../../db/action-chain.ts";
import { movedWithoutPerson } from "../../db/clear-action.ts";
import type { CaseMoney } from "../../db/event-types.ts";
import { totalOf } from "../../db/ledger.ts";
import type { Db } from "../../db/open.ts";
import type { BookingSystem } from "../booking-system/booking-system.ts";
import { wayOf } from "../credit-in-words.ts";
import type { MoneyRules } from "../money-rules.ts";
import { claimMade } from "../refunds/damage-claim.ts";

/**
 * What a person needs to know of the money before she decides: the booking's movements, what its host claims, and how the limits stand. Null when it could not be
 * read, which is for her to know too; undefined for a case that is about no action.
 */
export async function caseMoney(
  { db, bookings, rules }: { db: Db; bookings: BookingSystem; rules: MoneyRules },
  { escalationId, now }: { escalationId: string; now: number },
): Promise<CaseMoney | null | undefined> {
  const action = await findActionOfEscalation(db, { escalationId });
  if (!action) return undefined;
  try {
    const { currency } = quoteOf(action).amount;
    const booking = await bookings.findBooking({ guestId: action.guestId, ref: action.subject });
    const moved = movedWithoutPerson(db, { about: action, now });
    const limits = rules.currencies.get(currency);
    const money = (minor: number) => ({ minor, currency });
    return {
      movements: (booking?.movements ?? []).map((moved) => ({
        id: moved.id,
        kind: moved.kind,
        amount: { minor: moved.amountMinor, currency: moved.currency },
        method: wayOf(moved),
        at: new Date(moved.createdAt).toISOString(),
      })),
      damageClaim: booking?.damageClaim
        ? claimMade(booking.damageClaim, { ...booking.place, ...booking })
        : null,
      left: money(booking?.currency === currency ? totalOf(booking.paid) : 0),
      sums: limits
        ? {
            guestMonth: { moved: money(moved.guestMonthMinor), limit: money(limits.guestMonthMinorMax) },
            day: { moved: money(moved.dayMinor), limit: money(limits.dayMinorMax) },
          }
        : null,
    };
  } catch {
    return null;
  }
}
