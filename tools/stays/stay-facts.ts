import type { PlaceOnOffer } from "../../db/stays.ts";
import { formatMoney } from "../money.ts";
import { counted } from "./stay-offer.ts";

/* What is true of a place, in words that its rows alone yield. */

/** "rated 4.7 of 5 by 3 guests"; null where nobody has rated it. */
export const ratingInWords = ({ rating, ratingCount }: PlaceOnOffer): string | null =>
  rating === null ? null : `rated ${rating.toFixed(1)} of 5 by ${counted(ratingCount, "guest")}`;

export const nightlyInWords = ({ nightMinor, currency }: PlaceOnOffer): string =>
  formatMoney({ minor: nightMinor, currency });

/** "wifi", "wifi and pets", "wifi, pets and parking". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
