import type { Booking } from "../../db/bookings.ts";
import { partLabels, parts, totalOf } from "../../db/ledger.ts";
import { bookingTitle } from "../bookings/booking-title.ts";
import { wayOf } from "../credit-in-words.ts";
import { formatMoney } from "../money.ts";
import { formatDay } from "../stay-times.ts";

/** The receipt of a booking's payments and refunds as a plain-text e-mail. Dates are on the place's calendar. */
export function receiptMail(booking: Booking, guestName: string): { subject: string; body: string } {
  const { ref, currency, price, paid, place } = booking;
  const money = (minor: number) => formatMoney({ minor, currency });
  const priced = parts.filter((part) => price[part] > 0);
  const moved = booking.movements.map(
    (movement) =>
      `${formatDay(movement.createdAt, place.timeZone)}: ${words[movement.kind]} ${money(movement.amountMinor)} (${wayOf(movement)})`,
  );
  const body = [
    `Hello ${guestName},`,
    `here is the receipt you asked for.`,
    bookingTitle({ ...booking, placeName: place.name }),
    priced.map((part) => `${partLabels[part]}: ${money(price[part])}`).join("\n"),
    moved.join("\n"),
    `Paid, less refunds: ${money(totalOf(paid))}`,
  ].join("\n\n");
  return { subject: `Receipt for your booking ${ref}`, body: `${body}\n` };
}

const words = { payment: "paid", refund: "refunded", credit: "given" };
