import type { Booking } from "../../db/bookings.ts";
import type { Problem, ProblemKind } from "../../db/problems.ts";
import { calendarDaysBefore, checkInAt, checkOutAt, formatInstant } from "../stay-times.ts";
import type { Refusal } from "../tool.ts";

/** After a stay a problem may still be reported for so many calendar days. */
export const reportDaysMax = 14;

/** Why a problem of this kind cannot be reported now; null when it can. Every field of the booking counts on the place's clock. */
export function reportUnmet(
  { booking, problems, kind }: { booking: Booking; problems: Problem[]; kind: ProblemKind },
  now: number,
): Refusal | null {
  const { checkIn, checkOut, place } = booking;
  const { timeZone, hostName } = place;
  if (booking.status === "cancelled")
    return notMet("This booking is cancelled, so no problem with the stay can be reported for it.");
  const begins = checkInAt({ checkIn, timeZone });
  if (now < begins)
    return notMet(
      `A problem can be reported once the stay has begun, from ${formatInstant(begins, timeZone)} local time.`,
    );
  if (now > reportableUntil({ checkOut, timeZone }))
    return notMet(
      `A problem can be reported up to ${reportDaysMax} days after check-out, and that time is over.`,
    );
  const same = problems.find((problem) => problem.kind === kind && problem.state === "open");
  return same
    ? notMet(
        `You have reported this already. ${hostName} has until ${formatInstant(same.replyDueAt, timeZone)} local time to reply.`,
      )
    : null;
}

/** The last instant at which a problem can be reported, UTC ms. */
export const reportableUntil = ({ checkOut, timeZone }: { checkOut: string; timeZone: string }): number =>
  calendarDaysBefore(checkOutAt({ checkOut, timeZone }), -reportDaysMax, timeZone);

const notMet = (say: string): Refusal => ({ refused: "not-met", say });
