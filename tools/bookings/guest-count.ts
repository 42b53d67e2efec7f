import type { Booking } from "../../db/bookings.ts";
import { stayPhase } from "../stay-times.ts";
import { counted } from "../stays/stay-offer.ts";
import type { Refusal } from "../tool.ts";
import { begun, notMet, personNeeded, titleOf } from "./change-offer.ts";

export interface WantedPeople {
  booking: Booking;
  people: number;
}

/** Why a booking cannot be for so many people; null when it can. The price is that of the place, however many stay. */
export function peopleUnmet({ booking, people }: WantedPeople, now: number): Refusal | null {
  const { place, status, guestCount } = booking;
  if (status === "cancelled") return notMet(`${titleOf(booking)} is cancelled, so it cannot be changed.`);
  if (stayPhase({ ...booking, timeZone: place.timeZone }, now) !== "upcoming")
    return personNeeded(begun(booking));
  if (people === guestCount)
    return notMet(`${titleOf(booking)} is for ${counted(guestCount, "guest")} already.`);
  if (place.guestsMax === 0)
    return personNeeded(
      `I do not know how many people may stay at ${place.name}, so a person must look at it.`,
    );
  return people > place.guestsMax
    ? notMet(`${place.name} takes ${counted(place.guestsMax, "guest")} at most.`)
    : null;
}
