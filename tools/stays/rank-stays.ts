import { type PartAmounts, totalOf } from "../../db/ledger.ts";
import type { PlaceOnOffer, TakenNights } from "../../db/stays.ts";
import { overlaps } from "./nearest-free-dates.ts";
import { stayPrice } from "./stay-price.ts";

export interface Wanted {
  checkIn: string;
  checkOut: string;
  nights: number;
  people: number;
  /** Of `knownWishes`. */
  wishes: string[];
  /** The most that a night should cost, in minor units of a currency. */
  nightMinorMax?: (currency: string) => number;
  /** Find something like this place. */
  like?: PlaceOnOffer;
}

export interface RankedStay {
  place: PlaceOnOffer;
  price: PartAmounts;
  /** Wishes that the place fulfils, and those it does not. */
  met: string[];
  unmet: string[];
  /** What it has in common with the place it should be like. */
  shared: string[];
  /** How far a night is below the limit (above it: less than 0), in minor units; null without a limit. */
  underLimitMinor: number | null;
}

/**
 * The places that are free on these dates and take so many people, the best first: by how many wishes they fulfil, a price within the limit being one;
 * then by price, rating and id. Places like another, which is left out itself, come by nearness after their wishes: a price a night within a quarter of its
 * own, then what they have in common. Prices in different currencies are not compared. Deterministic, and whoever fulfils more wishes at no higher price
 * never comes after.
 */
export function rankStays(places: PlaceOnOffer[], taken: TakenNights[], wanted: Wanted): RankedStay[] {
  return places
    .filter((place) => fits(place, taken, wanted))
    .map((place) => judge(place, wanted))
    .sort((a, b) => compare(a, b, wanted));
}

function fits(place: PlaceOnOffer, taken: TakenNights[], wanted: Wanted): boolean {
  return (
    place.id !== wanted.like?.id &&
    place.guestsMax >= wanted.people &&
    !taken.some((nights) => nights.placeId === place.id && overlaps(nights, wanted))
  );
}

function judge(place: PlaceOnOffer, { nights, wishes, nightMinorMax, like }: Wanted): RankedStay {
  return {
    place,
    price: stayPrice(place, nights),
    met: wishes.filter((wish) => place.features.includes(wish)),
    unmet: wishes.filter((wish) => !place.features.includes(wish)),
    shared: place.features.filter((feature) => like?.features.includes(feature)),
    underLimitMinor: nightMinorMax ? nightMinorMax(place.currency) - place.nightMinor : null,
  };
}

const fulfilled = ({ met, underLimitMinor }: RankedStay): number =>
  met.length + (underLimitMinor !== null && underLimitMinor >= 0 ? 1 : 0);

function compare(a: RankedStay, b: RankedStay, { like }: Wanted): number {
  return (
    fulfilled(b) - fulfilled(a) ||
    Number(isNearPrice(b, like)) - Number(isNearPrice(a, like)) ||
    b.shared.length - a.shared.length ||
    order(a.place.currency, b.place.currency) ||
    totalOf(a.price) - totalOf(b.price) ||
    (b.place.rating ?? 0) - (a.place.rating ?? 0) ||
    order(a.place.id, b.place.id)
  );
}

/** A quarter more or less. */
const nearShare = 0.25;

const isNearPrice = ({ place }: RankedStay, like: PlaceOnOffer | undefined): boolean =>
  like?.currency === place.currency &&
  Math.abs(place.nightMinor - like.nightMinor) <= like.nightMinor * nearShare;

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
