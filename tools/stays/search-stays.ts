import * as z from "zod";
import type { Booking } from "../../db/bookings.ts";
import type { PlaceOnOffer } from "../../db/stays.ts";
import { authoriseBooking } from "../bookings/authorise-booking.ts";
import { bookingRef } from "../bookings/booking-ref.ts";
import { minorOf } from "../money.ts";
import { nightsOf } from "../stay-times.ts";
import { defineReadTool, isRefusal, type Refusal, type ToolContext } from "../tool.ts";
import { placesNamed } from "./find-by-name.ts";
import { rankStays, type Wanted } from "./rank-stays.ts";
import { answerInWords, type FoundStays, toAnswer } from "./search-answer.ts";
import { listed } from "./stay-facts.ts";
import { checkIn, checkOut, people } from "./stay-input.ts";
import { datesUnmet } from "./stay-rules.ts";
import { knownWishes, wishIn, wishWords } from "./wishes.ts";

const input = z.strictObject({
  where: z
    .string()
    .trim()
    .max(80)
    .optional()
    .describe("Town, country or part of a place's name. Not needed with likeBooking."),
  checkIn: checkIn.optional(),
  checkOut: checkOut.optional(),
  people: people.optional(),
  perNightMax: z
    .number()
    .positive()
    .max(10_000_000)
    .optional()
    .describe("The most that a night should cost, in whole units: 120 for €120."),
  wishes: z
    .array(z.string().max(60))
    .max(10)
    .default([])
    .describe(`What the place should have. Known: ${knownWishes.join(", ")}.`),
  likeBooking: bookingRef
    .optional()
    .describe("The guest's booking to find others like: same town, dates, people and a near price."),
});

interface Subject {
  places: PlaceOnOffer[];
  like: Booking | null;
}

/** Finds places that are free, ranked by fit. Changes nothing. */
export const searchStays = defineReadTool({
  name: "search_stays",
  description:
    "Finds places that are free for given dates and people, best fit first, with reasons. Also finds alternatives to one of the guest's bookings (likeBooking), as when a host cancelled. Books nothing.",
  effect: "read",
  input,
  examples: [
    "Find me a flat in Lisbon from 4 to 8 December for two",
    "What do you have in Porto next weekend?",
    "Search for a place in Kyoto that allows dogs",
    "Are there any apartments with parking in Barcelona?",
    "Show me something cheaper in Lisbon",
    "I'm looking for a quiet place for four people in Edinburgh",
    "We need a house with a garden for six",
    "Recommend a place by the sea",
    "My host cancelled, what else is there?",
    "Find an alternative to my Lisbon booking",
    "Something similar to BK-204 please",
    "Is there anything in Berlin under 100 euros a night?",
    "Which places in Tokyo are wheelchair accessible?",
    "I want to go to Reykjavik in January, what is available?",
    "Suggest another apartment for the same dates",
  ],
  slots: {
    where: { kind: "place", ask: "Where would you like to stay?" },
    checkIn: { kind: "date", ask: "On which day would you like to arrive?" },
    checkOut: { kind: "date", ask: "On which day would you like to leave?" },
    people: { kind: "count", ask: "How many people will stay?" },
    perNightMax: { kind: "money", ask: "What may a night cost at most?" },
    wishes: { kind: "choice", ask: "What should the place have?", choices: wishWords },
    likeBooking: { kind: "booking", ask: "Which of your bookings should it be like?" },
  },
  async authorise(context, { likeBooking }): Promise<Subject | Refusal> {
    const like = likeBooking ? await authoriseBooking(context, { bookingRef: likeBooking }) : null;
    return isRefusal(like) ? like : { places: await context.bookings.findPlaces(), like };
  },
  async run(context, { places, like }, asked): Promise<FoundStays | Refusal> {
    const wanted = wantedOf({ asked, like, places });
    if (isRefusal(wanted)) return wanted;
    const there = like
      ? places.filter(({ city }) => city === like.place.city)
      : placesNamed(places, asked.where ?? "");
    if (there.length === 0) return nowhere(asked.where ?? "", places);
    return search(context, { there, wanted, wishesAsked: asked.wishes });
  },
  render: answerInWords,
});

async function search(
  { bookings, now }: ToolContext,
  { there, wanted, wishesAsked }: { there: PlaceOnOffer[]; wanted: Wanted; wishesAsked: string[] },
): Promise<FoundStays | Refusal> {
  const unmet = there.map(({ timeZone }) => datesUnmet({ ...wanted, timeZone }, now));
  const open = there.filter((_, index) => unmet[index] === null);
  if (open.length === 0) return { refused: "not-met", say: unmet[0] as string };
  const taken = await bookings.takenNights({ from: wanted.checkIn, to: wanted.checkOut });
  const ranked = rankStays(open, taken, wanted);
  const notes = [...unknownWishes(wishesAsked), ...(ranked.length === 0 ? [whyNothing(there, wanted)] : [])];
  return toAnswer(ranked, wanted, notes);
}

/** What is wanted, from what was said and, for the rest, from the booking that it should be like. */
function wantedOf({
  asked,
  like,
  places,
}: {
  asked: z.output<typeof input>;
  like: Booking | null;
  places: PlaceOnOffer[];
}): Wanted | Refusal {
  const arrival = asked.checkIn ?? like?.checkIn;
  const departure = asked.checkOut ?? like?.checkOut;
  const count = asked.people ?? like?.guestCount;
  const missing = [
    ...(asked.where || like ? [] : ["where you would like to stay"]),
    ...(arrival && departure ? [] : ["the days of arrival and departure"]),
    ...(count ? [] : ["how many people will stay"]),
  ];
  if (!arrival || !departure || !count || missing.length > 0)
    return { refused: "not-met", say: `To search, I need to know ${listed(missing)}. Could you tell me?` };
  const likePlace = places.find(({ id }) => id === like?.place.id);
  const wishes = asked.wishes.flatMap((wish) => wishIn(wish) ?? []);
  const { perNightMax } = asked;
  return {
    checkIn: arrival,
    checkOut: departure,
    nights: nightsOf({ checkIn: arrival, checkOut: departure }),
    people: count,
    wishes: [...new Set(wishes)],
    ...(perNightMax !== undefined && { nightMinorMax: (currency) => minorOf(perNightMax, currency) }),
    ...(likePlace && { like: likePlace }),
  };
}

function nowhere(where: string, places: PlaceOnOffer[]): Refusal {
  const cities = [...new Set(places.map(({ city }) => city))].toSorted();
  return {
    refused: "not-found",
    say: `I can't find a place of ours by the words "${plainly(where)}". Staywell has places in ${listed(cities)}.`,
  };
}

/** A guest's words come back to her without marks that a page would read. */
const plainly = (text: string): string => text.replace(/[^\p{L}\p{N} ,.'-]/gu, "").slice(0, 40);

function unknownWishes(asked: string[]): string[] {
  const unknown = asked.filter((wish) => !wishIn(wish)).map(plainly);
  return unknown.length === 0 ? [] : [`Our listings do not say which places have: ${unknown.join(", ")}.`];
}

function whyNothing(there: PlaceOnOffer[], { people: wanted }: Wanted): string {
  const largest = Math.max(...there.map(({ guestsMax }) => guestsMax));
  if (largest < wanted) return `The largest of our places there takes ${largest} people.`;
  return "All of our places there that take so many people are booked on these dates.";
}
