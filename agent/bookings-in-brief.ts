import { stayPhase } from "../tools/stay-times.ts";
import type { TurnContext } from "./context.ts";
import { bookingsInBriefMax } from "./limits.ts";
import { memo } from "./model/memo.ts";
import type { BookingBrief } from "./model/model.ts";
import { thenInOwnRound } from "./own-round.ts";

/**
 * What a model is told of the guest's bookings without asking: enough to know which one she means. Latest stays first. Read once a leg: what a
 * guest confirms meanwhile, in another turn, this one learns from its tools.
 */
export const bookingsInBrief = memo(
  async ({
    bookings,
    guest,
    clock,
  }: Pick<TurnContext, "bookings" | "guest" | "clock">): Promise<BookingBrief[]> => {
    const all = await thenInOwnRound(bookings.listBookings({ guestId: guest.id }));
    return all
      .slice(0, bookingsInBriefMax)
      .map(({ ref, placeName, city, checkIn, checkOut, timeZone, status }) => ({
        ref,
        placeName,
        city,
        checkIn,
        checkOut,
        status: status === "cancelled" ? "cancelled" : stayPhase({ checkIn, checkOut, timeZone }, clock()),
      }));
  },
);
