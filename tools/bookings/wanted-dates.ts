import { overlaps } from "../stays/nearest-free-dates.ts";
import { isRefusal, type Refusal, type ToolContext } from "../tool.ts";
import { authoriseBooking } from "./authorise-booking.ts";
import type { WantedDates } from "./change-offer.ts";

/** The guest's own booking with the dates she wants; one that she did not name stays as it is. */
export async function findWantedDates(
  context: ToolContext,
  asked: { bookingRef: string; checkIn?: string | undefined; checkOut?: string | undefined },
): Promise<WantedDates | Refusal> {
  const booking = await authoriseBooking(context, asked);
  if (isRefusal(booking)) return booking;
  const { checkIn = booking.checkIn, checkOut = booking.checkOut } = asked;
  const to = { checkIn, checkOut };
  const taken = await context.bookings.takenNights({
    placeId: booking.place.id,
    from: checkIn,
    to: checkOut,
    exceptRef: booking.ref,
  });
  const creditMinor = await context.bookings.creditOf({
    guestId: context.guestId,
    currency: booking.currency,
  });
  return { booking, to, isTaken: taken.some((nights) => overlaps(nights, to)), creditMinor };
}
