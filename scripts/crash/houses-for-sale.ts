/** What guests of the crash tests can book: one price for all, reckoned by the published rule. */
export const housesForSale = Array.from({ length: 60 }, (_, index) => `sale-${index}`);

/** In euro cents. The service fee is a tenth of the nights, so nothing needs rounding. */
export const nightMinor = 5_000;
export const cleaningFeeMinor = 3_000;
const nights = 2;

/** A house and two nights of it that no other guest has: by her number, a house after the other, and then the next two nights. */
export function nightsOf(number: number) {
  const placeId = housesForSale[number % housesForSale.length]!;
  const checkInDays = firstDay + nights * (Math.floor(number / housesForSale.length) % slots);
  return { placeId, checkInDays, nights, chargedMinor: nights * nightMinor * 1.1 + cleaningFeeMinor };
}

const firstDay = 20;
/** Stays can be booked eighteen months ahead. */
const slots = 240;
