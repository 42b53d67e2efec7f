import type { Place } from "../../db/bookings.ts";
import type { PartAmounts } from "../../db/ledger.ts";

/** Of the nights, as knowledge/articles/price-breakdown.md says it; a test compares the two. */
export const serviceFeePercent = 10;

type Prices = Pick<Place, "nightMinor" | "cleaningFeeMinor">;

/**
 * What a stay costs, in minor units of the place's currency: the nights, the cleaning once, the service fee. A security deposit is no part of it: it is
 * authorised before check-in and not charged. Throws RangeError for anything but one night or more.
 */
export function stayPrice({ nightMinor, cleaningFeeMinor }: Prices, nights: number): PartAmounts {
  if (!Number.isInteger(nights) || nights < 1) throw new RangeError(`${nights} are no nights`);
  const nightsMinor = nightMinor * nights;
  return {
    nights: nightsMinor,
    cleaning_fee: cleaningFeeMinor,
    service_fee: serviceFeeOf(nightsMinor),
    deposit: 0,
  };
}

/** Rounded half up, on whole numbers alone. */
export const serviceFeeOf = (nightsMinor: number): number =>
  Math.floor((nightsMinor * serviceFeePercent + 50) / 100);
