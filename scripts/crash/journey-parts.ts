import type { Expected, ExpectedStay, Stay, Step } from "./journey.ts";
import { paidMinor } from "./journey.ts";
import type { Random } from "./random.ts";

/* What the plans of journeys are put together from. */

/** One kind of journey: the bookings that it begins with, what she does, and what must come of it, reckoned by the published rules. */
export interface Kind {
  name: string;
  stays: Wanted[];
  play(stays: Stay[], random: Random, number: number): { steps: Step[]; expected: Expected[] };
}

/** A stay that a journey needs. */
export interface Wanted {
  /** What cancelling gives back. */
  gives: "all" | "half" | "cleaning";
  /** `dear`: a refund above the limit of staff's approval; `dearest`: above the second one. `euro`: small, in the currency of the houses for sale. */
  price?: "usual" | "euro" | "dear" | "dearest";
  /** She is there now. */
  begun?: boolean;
  /** She has left, and her paid deposit is due back. It is above the limit of staff's approval where the price is dear. */
  over?: boolean;
  paidTwice?: boolean;
}

export const ask = (text: string): Step => ({ do: "say", text });
export const cancelWords = ({ ref }: Stay): string => `Please cancel ${ref}.`;
export const untouched = ({ ref, nights, guestCount }: Stay): ExpectedStay => ({
  kind: "stay",
  ref,
  status: "confirmed",
  nights,
  guestCount,
  refundedMinor: 0,
  chargedMinor: 0,
});
export const cancelled = (stay: Stay, gives: Wanted["gives"]): ExpectedStay => {
  const { nightsMinor, cleaningFeeMinor } = stay;
  const back = { all: paidMinor(stay), half: nightsMinor / 2 + cleaningFeeMinor, cleaning: cleaningFeeMinor };
  return { ...untouched(stay), status: "cancelled", refundedMinor: back[gives] };
};

export const endWords = ({ ref, checkInDays }: Stay, nights: number): string =>
  `Let ${ref} end on day ${checkInDays + nights}.`;
/** The night goes back at its share of what was agreed, and its share of the service fee, of which what stays is rounded up. */
export const aDayEarlier = (stay: Stay): ExpectedStay => {
  const { nights, nightsMinor, serviceFeeMinor } = stay;
  const keptFee = Math.ceil((serviceFeeMinor * (nights - 1)) / nights);
  const refundedMinor = nightsMinor / nights + serviceFeeMinor - keptFee;
  return { ...untouched(stay), nights: nights - 1, refundedMinor };
};
/** At today's price, and a tenth of it for the service. */
export const aNightLonger = (stay: Stay): ExpectedStay => {
  const chargedMinor = stay.nightMinor + stay.nightMinor / 10;
  return { ...untouched(stay), nights: stay.nights + 1, chargedMinor };
};

export const press = (random: Random): Step[] => [
  { do: "press", decision: "accept", tabs: random.chance(0.4) ? 2 : 1 },
];
