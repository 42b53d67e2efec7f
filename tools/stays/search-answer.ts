import { totalOf } from "../../db/ledger.ts";
import { formatMoney } from "../money.ts";
import { policyNames } from "../refunds/cancellation-rules.ts";
import { formatStay } from "../stay-times.ts";
import type { RankedStay, Wanted } from "./rank-stays.ts";
import { listed, nightlyInWords, ratingInWords } from "./stay-facts.ts";
import { counted } from "./stay-offer.ts";

/** The best of what was found. */
const shownMax = 5;

/** In words throughout: a small model that reads `31200` says €31,200. */
export interface FoundStays {
  dates: string;
  nights: number;
  people: number;
  /** Free and big enough, the shown ones included. */
  found: number;
  /** Best first, at most five. */
  stays: FoundStay[];
  /** Why nothing, or not everything that was asked, could be found; empty when there is nothing to say. */
  note: string;
}

export interface FoundStay {
  placeId: string;
  place: string;
  city: string;
  sleeps: number;
  pricePerNight: string;
  total: string;
  cancellationPolicy: string;
  /** Why it stands where it stands: all from its own data. */
  reasons: string[];
}

export function toAnswer(ranked: RankedStay[], wanted: Wanted, notes: string[]): FoundStays {
  return {
    dates: formatStay(wanted),
    nights: wanted.nights,
    people: wanted.people,
    found: ranked.length,
    stays: ranked.slice(0, shownMax).map((stay) => toFoundStay(stay, wanted)),
    note: notes.join(" "),
  };
}

function toFoundStay(ranked: RankedStay, wanted: Wanted): FoundStay {
  const { place, price } = ranked;
  return {
    placeId: place.id,
    place: place.name,
    city: place.city,
    sleeps: place.guestsMax,
    pricePerNight: nightlyInWords(place),
    total: formatMoney({ minor: totalOf(price), currency: place.currency }),
    cancellationPolicy: policyNames[place.policy],
    reasons: reasonsFor(ranked, wanted),
  };
}

/** What speaks for a place, and what does not: both are said. */
export function reasonsFor(ranked: RankedStay, { like }: Wanted): string[] {
  const { place, met, unmet, shared } = ranked;
  const rating = ratingInWords(place);
  return [
    ...(met.length > 0 ? [`with ${listed(met)}`] : []),
    ...(unmet.length > 0 ? [`without ${listed(unmet)}`] : []),
    ...limitReason(ranked),
    ...(shared.length > 0 && like ? [`${listed(shared)} like ${like.name}`] : []),
    ...(like?.currency === place.currency ? [likeReason(place.nightMinor - like.nightMinor, like)] : []),
    ...(rating ? [rating] : []),
  ];
}

function limitReason({ place: { currency }, underLimitMinor }: RankedStay): string[] {
  if (underLimitMinor === null) return [];
  if (underLimitMinor === 0) return ["exactly your limit a night"];
  const amount = formatMoney({ minor: Math.abs(underLimitMinor), currency });
  return [`${amount} a night ${underLimitMinor > 0 ? "under" : "over"} your limit`];
}

function likeReason(moreMinor: number, { name, currency }: NonNullable<Wanted["like"]>): string {
  if (moreMinor === 0) return `the same price a night as ${name}`;
  const amount = formatMoney({ minor: Math.abs(moreMinor), currency });
  return `${amount} a night ${moreMinor > 0 ? "more" : "less"} than ${name}`;
}

export function answerInWords({ dates, people, found, stays, note }: FoundStays): string {
  const asked = `${dates}, ${counted(people, "guest")}`;
  if (stays.length === 0) return [`Nothing is free for ${asked}.`, note].filter(Boolean).join(" ");
  const head =
    found > stays.length
      ? `The best ${stays.length} of ${found} places that are free`
      : `${counted(found, "place")} ${found === 1 ? "is" : "are"} free`;
  const lines = stays.map(
    ({ place, city, pricePerNight, total, reasons }, index) =>
      `${index + 1}. **${place}**, ${city}: ${pricePerNight} a night, ${total} in total${reasons.length > 0 ? ` (${reasons.join("; ")})` : ""}`,
  );
  return [
    `${head} (${asked}):`,
    "",
    ...lines,
    ...(note ? ["", note] : []),
    "",
    "Nothing is booked. Which one would you like to know more about?",
  ].join("\n");
}
