import * as z from "zod";
import type { Policy } from "../../db/bookings.ts";
import { creditOfCharge } from "../../db/credit-parts.ts";
import { carryOut } from "../booking-system/carry-out.ts";
import { chargedInParts, creditPart } from "../credit-in-words.ts";
import { formatMoney } from "../money.ts";
import { defineWriteTool, isRefusal, type Refusal } from "../tool.ts";
import { overlaps } from "./nearest-free-dates.ts";
import { resolvePlace } from "./resolve-place.ts";
import { checkIn, checkOut, people, place } from "./stay-input.ts";
import { chargedLines, counted, stayOffer, type WantedStay } from "./stay-offer.ts";
import { datesUnmet } from "./stay-rules.ts";

interface BookableStay extends WantedStay {
  isTaken: boolean;
  /** "Visa ending 4242"; undefined when the guest never paid here. */
  method: string | undefined;
  /** What she has in the place's currency. */
  creditMinor: number;
}

/** Books one stay and charges it to the guest's credit, and for the rest to how she paid last, after she has confirmed the exact amount. */
export const bookStay = defineWriteTool({
  name: "book_stay",
  description:
    "Prepares the booking of one place and shows the guest a button with the exact price; nothing is booked before she presses it. Call it when she wants to book and place, dates and number of people are known.",
  effect: "write",
  input: z.strictObject({ place, checkIn, checkOut, people }),
  examples: [
    "Book the Loft in Alfama from 10 to 14 December for two",
    "I'd like to book Garden Flat in Graça",
    "Please book it",
    "Reserve the Seaside Flat in Foz for us, 3 to 6 May, four people",
    "I'll take the first one, book it for me",
    "Can you book the Studio in Yanaka for next week?",
    "Make a reservation at the Cabin at the Harbour",
    "Book me the cheaper one for the same dates",
    "We want to book the Mews House in Stockbridge for five people",
    "Go ahead and reserve that place for us",
    "Book and pay the Altbau Flat, 2 to 5 March, 2 guests",
    "Yes please book that apartment for these dates",
    "I want to make a new booking for the Beach Flat in Poblenou",
    "Let's reserve the Tram View Flat for two nights",
  ],
  slots: {
    place: { kind: "place", ask: "Which place would you like to book?" },
    checkIn: { kind: "date", ask: "On which day will you arrive?" },
    checkOut: { kind: "date", ask: "On which day will you leave?" },
    people: { kind: "count", ask: "For how many people shall it be?" },
  },
  async authorise(context, asked): Promise<BookableStay | Refusal> {
    const { bookings, guestId } = context;
    const found = await resolvePlace(context, asked.place);
    if (isRefusal(found)) return found;
    const dates = { checkIn: asked.checkIn, checkOut: asked.checkOut };
    const taken = await bookings.takenNights({ placeId: found.id, from: dates.checkIn, to: dates.checkOut });
    return {
      place: found,
      ...dates,
      people: asked.people,
      isTaken: taken.some((nights) => overlaps(nights, dates)),
      method: await bookings.paymentOnFile({ guestId }),
      creditMinor: await bookings.creditOf({ guestId, currency: found.currency }),
    };
  },
  preconditions: async ({ now }, stay) => bookingUnmet(stay, now),
  async quote({ now }, stay) {
    const { title, total, nightsInWords, price, policy, deposit } = stayOffer(stay, now);
    const { method = "" } = stay;
    const creditMinor = creditOfCharge(total.minor, stay.creditMinor);
    const charged = creditMinor === 0 ? "" : chargedInParts("It", { amount: total, creditMinor, method });
    const paid = charged === "" ? `${nightsInWords}, charged to ${method}.` : `${nightsInWords}. ${charged}`;
    return {
      subject: stay.place.id,
      label: `Book and pay ${formatMoney(total)}`,
      title,
      direction: "charge",
      amount: total,
      rule: [paid, policy, deposit].filter(Boolean).join(" "),
      lines: chargedLines(price, total.currency),
      ...creditPart(creditMinor, total.currency),
      terms: { policy: stay.place.policy, method },
    };
  },
  run(context, { place: { id: placeId }, checkIn: arrival, checkOut: departure, people: count }, confirmed) {
    // As she confirmed them, not as they are now: the booking system compares, and it alone knows whether this order has been carried out already.
    const { policy, method = "" } = confirmed.quote.terms ?? {};
    const dates = { checkIn: arrival, checkOut: departure };
    const stay = { placeId, ...dates, guestCount: count, policy: policy as Policy, method };
    return carryOut(context, confirmed, { kind: "book", stay });
  },
});

/** Why a stay cannot be booked now; null when it can. Asked before the quote, and again after the confirmation. */
function bookingUnmet(
  { place: found, people: count, isTaken, method, ...dates }: BookableStay,
  now: number,
): Refusal | null {
  const unmet = datesUnmet({ ...dates, timeZone: found.timeZone }, now);
  if (unmet) return { refused: "not-met", say: unmet };
  if (count > found.guestsMax)
    return { refused: "not-met", say: `${found.name} takes ${counted(found.guestsMax, "guest")} at most.` };
  if (isTaken)
    return {
      refused: "not-met",
      say: `${found.name} is taken for at least one of these nights, so I cannot book it.`,
    };
  return method ? null : noPaymentOnFile;
}

const noPaymentOnFile: Refusal = {
  refused: "person-needed",
  say: "You have not paid with Staywell before, and I cannot take card details in this chat, so a person must help you with this booking.",
};
