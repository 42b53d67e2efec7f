import type { AmountLine, Money } from "../../db/event-types.ts";
import { noAmounts, type PartAmounts, partLabels, parts, toLines, totalOf } from "../../db/ledger.ts";
import type { PlaceOnOffer } from "../../db/stays.ts";
import { formatMoney } from "../money.ts";
import { formatStay, nightsOf } from "../stay-times.ts";
import { policyInWords } from "./policy-in-words.ts";
import { stayPrice } from "./stay-price.ts";

/** A place on certain nights, for so many people. */
export interface WantedStay {
  place: PlaceOnOffer;
  /** Calendar dates at the place. */
  checkIn: string;
  checkOut: string;
  people: number;
}

export interface StayOffer {
  /** "Loft in Alfama, 4–8 December 2026": it has no reference before it is booked. */
  title: string;
  price: PartAmounts;
  total: Money;
  /** "4 nights at €60.00 for 2 guests". */
  nightsInWords: string;
  /** What cancelling would give back, step by step. */
  policy: string;
  /** "A deposit of €200.00 is …"; empty where there is none. */
  deposit: string;
}

/** As knowledge/articles/security-deposit.md says it; a test compares the two. */
export const depositDaysBefore = 2;
export const depositDaysAfter = 7;

/** What booking this stay at `now` (UTC ms) costs, to the cent, and on which terms. Dates must have been checked. */
export function stayOffer(stay: WantedStay, now: number): StayOffer {
  const { place, people } = stay;
  const { currency, timeZone, policy } = place;
  const nights = nightsOf(stay);
  const price = stayPrice(place, nights);
  const facts = { policy, paid: price, checkIn: stay.checkIn, timeZone, bookedAt: now, now };
  const night = formatMoney({ minor: place.nightMinor, currency });
  return {
    title: `${place.name}, ${formatStay(stay)}`,
    price,
    total: { minor: totalOf(price), currency },
    nightsInWords: `${counted(nights, "night")} at ${night} for ${counted(people, "guest")}`,
    policy: policyInWords(facts),
    deposit: depositInWords(place),
  };
}

/** "1 night", "4 nights". */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Lines that are charged, as a card shows them and the booking is made of. */
export function chargedLines(price: PartAmounts, currency: string): AmountLine[] {
  const negative = Object.fromEntries(parts.map((part) => [part, -price[part]])) as PartAmounts;
  return toLines(noAmounts, negative, currency);
}

/** The same in words: a small model that reads `31200` says €31,200. */
export const priceInWords = (price: PartAmounts, currency: string): { label: string; amount: string }[] =>
  parts
    .filter((part) => price[part] > 0)
    .map((part) => ({ label: partLabels[part], amount: formatMoney({ minor: price[part], currency }) }));

function depositInWords({ depositMinor, currency }: PlaceOnOffer): string {
  if (depositMinor === 0) return "";
  const amount = formatMoney({ minor: depositMinor, currency });
  return `A deposit of ${amount} is not charged: it is authorised ${depositDaysBefore} days before check-in and released ${depositDaysAfter} days after check-out.`;
}
