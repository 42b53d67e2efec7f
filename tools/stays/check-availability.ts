import * as z from "zod";
import type { Review } from "../../db/stays.ts";
import { formatMoney } from "../money.ts";
import { formatStay, nightsOf } from "../stay-times.ts";
import { defineReadTool, isRefusal, type Refusal, type ToolContext } from "../tool.ts";
import { type Written, written } from "../untrusted.ts";
import { daysLater } from "./calendar-days.ts";
import { daysAwayMax, nearestFreeDates, overlaps } from "./nearest-free-dates.ts";
import { resolvePlace } from "./resolve-place.ts";
import { listed, ratingInWords } from "./stay-facts.ts";
import { checkIn, checkOut, people, place } from "./stay-input.ts";
import { counted, priceInWords, stayOffer, type WantedStay } from "./stay-offer.ts";
import { datesUnmet } from "./stay-rules.ts";

const reviewsShownMax = 3;
const reviewCharsMax = 200;
const descriptionCharsMax = 300;

/** In words throughout: a small model that reads `31200` says €31,200. */
export interface Availability {
  placeId: string;
  place: string;
  city: string;
  dates: string;
  nights: number;
  people: number;
  free: boolean;
  /** Why these people cannot have it on these dates; empty when they can. */
  why: string;
  /** What exactly it would cost: said also when it is taken, for the other dates cost the same. */
  total: string;
  price: { label: string; amount: string }[];
  nightsInWords: string;
  /** Not charged; empty where there is none. */
  deposit: string;
  cancellationPolicy: string;
  /** The nearest dates that are free, for as many nights. */
  otherDates: { checkIn: string; checkOut: string; dates: string }[];
  has: string[];
  rating: string;
  description: Written;
  reviews: Written[];
}

/** Is a place free, and what exactly would it cost? Changes nothing. */
export const checkAvailability = defineReadTool({
  name: "check_availability",
  description:
    "Says whether one place is free for given dates and people, with the exact price, the cancellation terms, what the place has, and the nearest free dates when it is taken. Books nothing (book_stay).",
  effect: "read",
  input: z.strictObject({ place, checkIn, checkOut, people }),
  examples: [
    "Is the Loft in Alfama free from 10 to 14 December for two?",
    "Is Garden Flat in Graça available over New Year?",
    "How much would Seaside Flat in Foz cost for three nights?",
    "What would four nights in the Studio in Yanaka come to?",
    "Can six of us stay in the Terrace House in Bonfim from 3 to 6 May?",
    "Is that place still free?",
    "Check the dates for the Mews House in Stockbridge",
    "Tell me about the Studio in Belém, is it available in January?",
    "What's the total price for the second one?",
    "Does the Altbau Flat have a washing machine and is it free in March?",
    "Which dates is the Cabin at the Harbour free?",
    "Price for the High Flat in Shinagawa for two people please",
    "What are the cancellation terms if I take the Beach Flat in Poblenou?",
    "Do guests like the Warehouse Loft in Marvila?",
  ],
  slots: {
    place: { kind: "place", ask: "Which place do you mean?" },
    checkIn: { kind: "date", ask: "On which day would you arrive?" },
    checkOut: { kind: "date", ask: "On which day would you leave?" },
    people: { kind: "count", ask: "How many of you would stay?" },
  },
  async authorise(context, asked): Promise<WantedStay | Refusal> {
    const found = await resolvePlace(context, asked.place);
    if (isRefusal(found)) return found;
    return { place: found, checkIn: asked.checkIn, checkOut: asked.checkOut, people: asked.people };
  },
  async run(context, stay): Promise<Availability | Refusal> {
    const unmet = datesUnmet({ ...stay, timeZone: stay.place.timeZone }, context.now);
    if (unmet) return { refused: "not-met", say: unmet };
    const reviews = await context.bookings.listReviews({ placeId: stay.place.id });
    return toAvailability(context, stay, reviews);
  },
  render: inWords,
});

async function toAvailability(
  context: ToolContext,
  stay: WantedStay,
  reviews: Review[],
): Promise<Availability> {
  const { place: found, people: count } = stay;
  const offer = stayOffer(stay, context.now);
  const tooMany = count > found.guestsMax;
  const { isTaken, otherDates } = await datesOf(context, stay);
  return {
    placeId: found.id,
    place: found.name,
    city: found.city,
    dates: formatStay(stay),
    nights: nightsOf(stay),
    people: count,
    free: !isTaken && !tooMany,
    why: tooMany ? `It takes ${counted(found.guestsMax, "guest")} at most.` : isTaken ? takenWords : "",
    total: formatMoney(offer.total),
    price: priceInWords(offer.price, found.currency),
    nightsInWords: offer.nightsInWords,
    deposit: offer.deposit,
    cancellationPolicy: offer.policy,
    otherDates: tooMany ? [] : otherDates,
    has: found.features,
    rating: ratingInWords(found) ?? "not rated yet",
    description: written("host", found.description, descriptionCharsMax),
    reviews: reviews.slice(0, reviewsShownMax).map(({ text }) => written("guest", text, reviewCharsMax)),
  };
}

const takenWords = "It is taken for at least one of these nights.";

/** One look at the calendar for all dates that may be proposed. */
async function datesOf({ bookings, now }: ToolContext, stay: WantedStay) {
  const { id: placeId, timeZone } = stay.place;
  const taken = await bookings.takenNights({
    placeId,
    from: daysLater(stay.checkIn, -daysAwayMax),
    to: daysLater(stay.checkOut, daysAwayMax),
  });
  const isTaken = taken.some((nights) => overlaps(nights, stay));
  if (!isTaken) return { isTaken, otherDates: [] };
  const canBook = (dates: { checkIn: string; checkOut: string }) =>
    datesUnmet({ ...dates, timeZone }, now) === null;
  const nearest = nearestFreeDates({ checkIn: stay.checkIn, nights: nightsOf(stay), taken, canBook });
  return { isTaken, otherDates: nearest.map((dates) => ({ ...dates, dates: formatStay(dates) })) };
}

/** Without the host's and guests' own words: what strangers wrote is for a model to weigh, not for code to repeat. */
function inWords(found: Availability): string {
  const { place: name, city, dates, people: count, free, why, total, price, deposit, otherDates } = found;
  const asked = `${dates} for ${counted(count, "guest")}`;
  if (!free) {
    const others = otherDates.map((other) => other.dates);
    const instead = others.length > 0 ? ` It is free ${listed(others)}, for ${total}.` : "";
    return `**${name}**, ${city}, is not free ${asked}. ${why}${instead}`;
  }
  return [
    `**${name}**, ${city}, is free ${asked}: **${total}** in total.`,
    "",
    ...price.map(
      ({ label, amount }) => `- ${label}: ${amount}${label === "Nights" ? ` (${found.nightsInWords})` : ""}`,
    ),
    "",
    `Listed with ${listed(found.has)}; ${found.rating}. ${found.cancellationPolicy}${deposit ? ` ${deposit}` : ""}`,
    "",
    "Nothing is booked. Would you like to book it?",
  ].join("\n");
}
