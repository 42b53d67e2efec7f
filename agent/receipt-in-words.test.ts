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

test("what credit paid, or what came back as credit, is told beside the card's part, and alone where it is all", () => {
  const ofCredit = (minor: number) => ({ credit: { minor, currency: "EUR" } });
  expect(receiptInWords({ ...booked, ...ofCredit(5_000) })).toMatch(
    /BK-481920\. €50\.00 came from your credit, and €306\.80 was charged to Visa ending 4242\.$/,
  );
  const whole = { ...booked, ...ofCredit(35_680), method: "Credit" };
  expect(receiptInWords(whole)).toMatch(/BK-481920\. €356\.80 came from your credit\.$/);
  const back = { direction: "refund", action: "cancel_booking" } as const;
  expect(receiptInWords({ ...booked, ...back, ...ofCredit(5_000) })).toMatch(
    /cancelled\. €306\.80 goes back to Visa ending 4242; that takes 5–10 working days\. €50\.00 goes back to your credit\.$/,
  );
  expect(receiptInWords({ ...whole, ...back })).toMatch(/cancelled\. €356\.80 goes back to your credit\.$/);
});
