import { formatStay } from "../stay-times.ts";

/** "BK-204 · Loft in Alfama, 4–8 December 2026": on cards, receipts and at the head of answers. */
export const bookingTitle = (booking: {
  ref: string;
  placeName: string;
  checkIn: string;
  checkOut: string;
}): string => `${booking.ref} · ${booking.placeName}, ${formatStay(booking)}`;
