import type { Policy } from "./bookings.ts";
import type { PartAmounts } from "./ledger.ts";

/** A booking as told from the instant of seeding. */
export interface DemoBooking {
  ref: string;
  guestId: string;
  placeId: string;
  /** Calendar days from today at the place; negative in the past. */
  checkInDays: number;
  nights: number;
  guestCount: number;
  policy: Policy;
  currency: string;
  price: Omit<PartAmounts, "deposit"> & { deposit?: number };
  bookedHoursAgo: number;
  method: string;
  /** By mistake, the whole was charged again so many hours after the booking. */
  chargedAgainHours?: number;
}

const days = (count: number): number => count * 24;

/** Each shows one rule: the comment says which. */
// biome-ignore format: a table
export const demoBookings: DemoBooking[] = [
  // Moderate, more than 5 days away: everything comes back, €312.00.
  { ref: "BK-204", guestId: "maria", placeId: "lisbon-loft", checkInDays: 9, nights: 4, guestCount: 2,
    policy: "moderate", currency: "EUR", price: { nights: 24_000, cleaning_fee: 4_200, service_fee: 3_000 },
    bookedHoursAgo: days(30), method: "Visa ending 4242" },
  // Past: nothing to cancel.
  { ref: "BK-131", guestId: "maria", placeId: "porto-river", checkInDays: -64, nights: 3, guestCount: 2,
    policy: "flexible", currency: "EUR", price: { nights: 28_500, cleaning_fee: 3_500, service_fee: 2_900 },
    bookedHoursAgo: days(101), method: "Visa ending 4242" },
  // Strict, between 14 and 7 days away: half of an odd amount, rounded up.
  { ref: "BK-310", guestId: "james", placeId: "new-york-stoop", checkInDays: 10, nights: 3, guestCount: 2,
    policy: "strict", currency: "USD", price: { nights: 64_501, cleaning_fee: 8_500, service_fee: 7_200 },
    bookedHoursAgo: days(48), method: "Mastercard ending 5100" },
  // Flexible and dear: the full refund is above the limit, so a person approves it.
  { ref: "BK-355", guestId: "james", placeId: "barcelona-house", checkInDays: 30, nights: 7, guestCount: 6,
    policy: "flexible", currency: "EUR", price: { nights: 118_000, cleaning_fee: 9_000, service_fee: 14_500 },
    bookedHoursAgo: days(12), method: "Mastercard ending 5100" },
  // Non-refundable, in a currency without decimals: only the cleaning fee comes back.
  { ref: "BK-402", guestId: "li", placeId: "kyoto-machiya", checkInDays: 20, nights: 4, guestCount: 2,
    policy: "non_refundable", currency: "JPY", price: { nights: 84_000, cleaning_fee: 6_000, service_fee: 9_000 },
    bookedHoursAgo: days(40), method: "JCB ending 0505" },
  // Began yesterday: a person decides.
  { ref: "BK-417", guestId: "li", placeId: "tokyo-studio", checkInDays: -1, nights: 5, guestCount: 1,
    policy: "moderate", currency: "JPY", price: { nights: 61_000, cleaning_fee: 4_500, service_fee: 6_500 },
    bookedHoursAgo: days(25), method: "JCB ending 0505" },
  // Cancelled and refunded three days ago: see demo-refund.ts.
  { ref: "BK-288", guestId: "amara", placeId: "edinburgh-flat", checkInDays: 12, nights: 2, guestCount: 2,
    policy: "moderate", currency: "GBP", price: { nights: 16_500, cleaning_fee: 3_000, service_fee: 3_650 },
    bookedHoursAgo: days(20), method: "Visa ending 1881" },
  // Non-refundable, but booked two hours ago: the grace period gives everything back.
  { ref: "BK-450", guestId: "amara", placeId: "cape-town-cottage", checkInDays: 6, nights: 3, guestCount: 2,
    policy: "non_refundable", currency: "GBP", price: { nights: 31_000, cleaning_fee: 2_800, service_fee: 3_900 },
    bookedHoursAgo: 2, method: "Visa ending 1881" },
  // In a currency with three decimals.
  { ref: "BK-520", guestId: "noor", placeId: "kuwait-seafront", checkInDays: 14, nights: 3, guestCount: 4,
    policy: "moderate", currency: "KWD", price: { nights: 103_500, cleaning_fee: 8_250, service_fee: 10_350 },
    bookedHoursAgo: days(16), method: "Visa ending 6006" },
  // Above the second limit: two people approve its refund, one of them a lead.
  { ref: "BK-530", guestId: "noor", placeId: "lisbon-family", checkInDays: 75, nights: 14, guestCount: 6,
    policy: "moderate", currency: "EUR", price: { nights: 218_400, cleaning_fee: 8_000, service_fee: 21_800 },
    bookedHoursAgo: days(9), method: "Visa ending 6006" },
  // Charged twice within a day.
  { ref: "BK-610", guestId: "elena", placeId: "berlin-altbau", checkInDays: 25, nights: 3, guestCount: 2,
    policy: "moderate", currency: "EUR", price: { nights: 29_400, cleaning_fee: 4_000, service_fee: 2_940 },
    bookedHoursAgo: days(8), method: "Visa ending 3003", chargedAgainHours: 20 },
  // Over for ten days, with a deposit that was paid by transfer and is due back.
  { ref: "BK-575", guestId: "elena", placeId: "barcelona-house", checkInDays: -14, nights: 4, guestCount: 5,
    policy: "flexible", currency: "EUR", price: { nights: 67_600, cleaning_fee: 9_000, service_fee: 6_760, deposit: 30_000 },
    bookedHoursAgo: days(60), method: "Bank transfer" },
];
