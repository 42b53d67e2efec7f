import type { BookingBrief } from "../model.ts";
import {
  type BookingStatus,
  bookingByOrdinal,
  bookingMeant,
  bookingNamed,
  lastListed,
  type Told,
} from "./which-booking.ts";

/**
 * The booking that the guest's texts are about: a reply to our question before the request itself, what is named before what is only meant. Null
 * when an input that is not required was not named.
 */
export function findBooking(
  texts: string[],
  told: Told,
  { wanted, required }: { wanted: readonly BookingStatus[]; required: boolean },
) {
  const [request = "", ...replies] = texts;
  const meant = required ? bookingMeant(told, wanted) : null;
  const given = inListedOrder(meant && "candidates" in meant ? meant.candidates : told.bookings);
  for (const reply of replies.toReversed()) {
    const ref = bookingByOrdinal(reply, given, told);
    const found = ref === undefined ? bookingNamed(reply, told, wanted) : { ref };
    if (found) return sorted(found);
  }
  const named = bookingNamed(request, told, wanted);
  const ref = named || !lastListed(told) ? undefined : bookingByOrdinal(request, given, told);
  return ref === undefined ? sorted(named ?? meant) : { ref };
}

function sorted<T extends { ref: string } | { candidates: BookingBrief[] } | null>(found: T) {
  return found && "candidates" in found ? { candidates: inListedOrder(found.candidates) } : found;
}

/** Candidates are listed in one order always, so that "the second" in a reply can be counted again. */
const inListedOrder = (bookings: BookingBrief[]): BookingBrief[] =>
  [...bookings].sort((a, b) => rankOf(a) - rankOf(b) || a.checkIn.localeCompare(b.checkIn));

const rankOf = ({ status }: BookingBrief): number =>
  ["current", "upcoming", "past", "cancelled"].indexOf(status);
