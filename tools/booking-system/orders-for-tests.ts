import { demoNow as now } from "../../db/seeded-for-tests.ts";
import type { BookingOrder } from "./booking-system.ts";

/* Orders of the demo's guests, as the contract suite gives them to every adapter. */

export const cancelOfMaria: BookingOrder = {
  confirmationId: "cf_cancel",
  guestId: "maria",
  tool: "cancel_booking",
  subject: "BK-204",
  amount: { minor: 31_200, currency: "EUR" },
  now,
  command: { kind: "cancel" },
};

const ofMaria = { guestId: "maria", subject: "BK-204", now };

export function datesOfMaria(checkOut: string, checkOutBefore = "2026-12-08"): BookingOrder {
  const before = { checkIn: "2026-12-04", checkOut: checkOutBefore };
  return {
    ...ofMaria,
    ...{ confirmationId: "cf_dates", tool: "change_dates", amount: { minor: 6_600, currency: "EUR" } },
    command: { kind: "change-dates", dates: { checkIn: "2026-12-04", checkOut, before } },
  };
}

export function peopleOfMaria(people: { guestCount: number; before: number }): BookingOrder {
  return {
    ...ofMaria,
    ...{ confirmationId: "cf_people", tool: "change_guests", amount: { minor: 0, currency: "EUR" } },
    command: { kind: "change-guests", people },
  };
}

export const changes: BookingOrder[] = [
  datesOfMaria("2026-12-09"),
  peopleOfMaria({ guestCount: 3, before: 2 }),
  {
    ...ofMaria,
    ...{ confirmationId: "cf_part", tool: "request_refund", amount: { minor: 4_200, currency: "EUR" } },
    command: { kind: "refund-parts" },
  },
];

/** How Maria's booking stands when each is carried out. */
export const afterChange: Record<string, object> = {
  change_dates: { checkIn: "2026-12-04", checkOut: "2026-12-09", status: "confirmed" },
  change_guests: { guestCount: 3, status: "confirmed" },
  request_refund: { checkOut: "2026-12-08", status: "confirmed" },
};

export const bookingOf = (guestId: string, method: string): BookingOrder => ({
  confirmationId: `cf_book_${guestId}`,
  guestId,
  tool: "book_stay",
  subject: "lisbon-garden",
  amount: { minor: 20_000, currency: "EUR" },
  now,
  command: {
    kind: "book",
    stay: {
      ...{ placeId: "lisbon-garden", checkIn: "2026-12-10", checkOut: "2026-12-14", guestCount: 2 },
      ...{ policy: "moderate", method },
    },
  },
});

export const problem = {
  bookingRef: "BK-417",
  kind: "broken" as const,
  description: "There is no hot water",
};
