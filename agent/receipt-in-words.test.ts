import type { Receipt } from "./events.ts";
import { receiptInWords } from "./receipt-in-words.ts";

const booked: Receipt = {
  confirmationId: "cf_1",
  action: "book_stay",
  bookingRef: "BK-481920",
  title: "Garden Flat in Graça, 4–8 December 2026",
  direction: "charge",
  amount: { minor: 35_680, currency: "EUR" },
  method: "Visa ending 4242",
  lines: [],
  at: "2026-11-25T10:01:00.000Z",
};

test("a booking is told with its reference and what was charged to which card", () => {
  expect(receiptInWords(booked)).toBe(
    "Done: Garden Flat in Graça, 4–8 December 2026 has been booked. Your reference is BK-481920. €356.80 was charged to Visa ending 4242.",
  );
});

test("a cancellation is told with where the money goes and how long that takes", () => {
  const title = "BK-204 · Loft in Alfama, 4–8 December 2026";
  const cancelled = {
    ...booked,
    action: "cancel_booking",
    bookingRef: "BK-204",
    title,
    direction: "refund",
  } as const;
  expect(receiptInWords(cancelled)).toBe(
    `Done: ${title} is cancelled. €356.80 goes back to Visa ending 4242; that takes 5–10 working days.`,
  );
  expect(receiptInWords({ ...cancelled, direction: "none" })).toBe(
    `Done: ${title} is cancelled. No money moves.`,
  );
});

test("changed dates are told with what was charged for them, or that no money moves", () => {
  const title = "BK-204 · Loft in Alfama, 4–8 December 2026, to 4–9 December 2026";
  const changed = { ...booked, action: "change_dates", bookingRef: "BK-204", title } as const;
  expect(receiptInWords(changed)).toBe(
    `Done: ${title}: the dates have been changed. €356.80 was charged to Visa ending 4242.`,
  );
  expect(receiptInWords({ ...changed, direction: "none" })).toBe(
    `Done: ${title}: the dates have been changed. No money moves.`,
  );
});

test("a deed without words of its own is told by what it was about", () => {
  expect(receiptInWords({ ...booked, action: "something_new", direction: "none" })).toBe(
    "Done: Garden Flat in Graça, 4–8 December 2026 (BK-481920). No money moves.",
  );
});
