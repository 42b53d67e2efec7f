import type { Receipt } from "../events.ts";
import type { ModelMessage } from "../model/model.ts";
import { receiptInWords } from "../receipt-in-words.ts";
import { quote, request, say, toolSaid } from "./gate-for-tests.ts";

/* Where money went is a claim of its own: to the card, or as credit. */

const euros = (minor: number) => ({ minor, currency: "EUR" });
const receipt = (about: Partial<Receipt>): ModelMessage => ({
  role: "note",
  text: receiptInWords({
    confirmationId: "cf_1",
    action: "cancel_booking",
    bookingRef: "BK-204",
    title: "BK-204 · Loft in Alfama, 4–8 December 2026",
    direction: "refund",
    amount: euros(31_200),
    method: "Visa ending 4242",
    lines: [],
    at: "2026-11-25T10:01:00.000Z",
    ...about,
  }),
});
const whole = { credit: euros(31_200), method: "Credit" };
const charge = {
  action: "book_stay",
  direction: "charge",
  bookingRef: "BK-500",
  title: "Garden Flat",
} as const;
const status = (note: string) =>
  toolSaid(
    "refund_status",
    JSON.stringify({
      refunds: [{ bookingRef: "BK-204", status: "sent", amount: "€312.00", since: "25 November 2026", note }],
    }),
  );
const booking = (paidWith: string) =>
  toolSaid("get_booking", JSON.stringify({ bookingRef: "BK-204", total: "€312.00", paidWith }));

const told: Record<string, ModelMessage[]> = {
  "refunded as credit": [receipt(whole)],
  "refunded to the card": [receipt({})],
  "refunded to both": [receipt({ credit: euros(2_500) })],
  "status: credit": [status("It came back as credit, which can be spent at once.")],
  "status: both": [
    status(
      "€25.00 of it came back as credit, and €287.00 was refunded to Visa ending 4242; it takes 5–10 working days from then to arrive.",
    ),
  ],
  "charged to credit": [receipt({ ...charge, ...whole })],
  "charged to the card": [receipt(charge)],
  "charged to both": [receipt({ ...charge, credit: euros(2_500) })],
  "booking paid with credit": [booking("credit")],
  "booking paid with a card": [booking("Visa ending 4242")],
  "booking paid with both": [booking("Visa ending 4242 and credit")],
  "a change charged": [
    receipt({
      ...{ action: "change_dates", title: "BK-204 · Loft in Alfama, to 4–9 December 2026" },
      ...{ direction: "charge", amount: euros(6_600) },
    }),
  ],
  "quote of what a card paid": [quote],
  "quote of a change": [
    toolSaid(
      "quote_change",
      '{"bookingRef":"BK-204","difference":"€312.00 more","rule":"€25.00 comes from your credit, and €287.00 is charged to Visa ending 4242."}',
    ),
  ],
  "quote of what both paid": [
    toolSaid(
      "quote_cancellation",
      '{"bookingRef":"BK-204","paid":"€312.00","rule":"€287.00 would go back to Visa ending 4242, and €25.00 as credit."}',
    ),
  ],
  "two bookings": [receipt(whole), receipt({ bookingRef: "BK-500", title: "BK-500 · Garden Flat" })],
};
const says = (words: string, what: string) =>
  say(words, request({ messages: [...(told[what] ?? []), { role: "guest", text: "Where is the money?" }] }));

test.each([
  ["refunded as credit", "€312.00 was refunded to your card."],
  ["refunded as credit", "Your card was refunded €312.00."],
  ["refunded as credit", "€312.00 came back to your card."],
  ["refunded as credit", "Your refund is on its way to your card."],
  ["refunded as credit", "BK-204 is cancelled and €312.00 goes back to Visa ending 4242."],
  ["refunded as credit", "BK-204 is cancelled, and all of it goes back to your card."],
  ["refunded as credit", "312,00 € wurden auf Ihre Karte erstattet."],
  ["refunded as credit", "312,00 € ont été remboursés sur votre carte."],
  ["refunded as credit", "Se han devuelto 312,00 € a su tarjeta."],
  ["refunded as credit", "已将312欧元退款到您的银行卡。"],
  ["refunded to both", "€312.00 was refunded to your card."],
  ["refunded to both", "€25.00 was refunded to Visa ending 4242."],
  ["status: credit", "€312.00 was refunded to your card on 25 November 2026."],
  ["status: both", "€312.00 was refunded to your Visa."],
  ["charged to credit", "Your card was charged €312.00."],
  ["charged to credit", "€312.00 was charged to your Visa."],
  ["charged to credit", "Ihre Karte wurde mit 312,00 € belastet."],
  ["charged to credit", "Your card was charged for BK-500."],
  ["charged to both", "€25.00 was charged to Visa ending 4242."],
  ["booking paid with credit", "Your card was charged €312.00."],
  ["booking paid with both", "Your card was charged €312.00."],
  ["a change charged", "The refund is done: your card has back €66.00."],
  ["quote of what a card paid", "If you like: €312.00 was refunded to your card."],
  ["quote of a change", "Your card was charged €287.00."],
  ["quote of a change", "€287.00 has been charged to your Visa."],
  ["quote of a change", "I have charged €287.00."],
  ["quote of a change", "You paid €25.00 with credit."],
  ["quote of what both paid", "Your card was charged €312.00."],
  ["two bookings", "For BK-204, €312.00 was refunded to your card."],
])("%s: a way that the money did not go is stopped: %s", (what, lie) => {
  expect(says(lie, what).violation).toBe("completion");
});

test.each([
  ["refunded to the card", "€312.00 was refunded as credit."],
  ["refunded to the card", "€312.00 came back as credit."],
  ["refunded to both", "€287.00 was refunded as credit."],
  ["charged to the card", "€312.00 came from your credit."],
])("%s: nor was it credit: %s", (what, lie) => {
  expect(says(lie, what).violation).not.toBeNull();
});

test.each([
  ["refunded as credit", "€312.00 was refunded as credit."],
  ["refunded as credit", "BK-204 is cancelled and €312.00 goes back to your credit."],
  ["refunded as credit", "Your refund of €312.00 has been sent."],
  ["refunded as credit", "€312.00 came back as credit, and nothing was refunded to your card."],
  ["refunded to the card", "€312.00 was refunded to your card."],
  ["refunded to the card", "Your refund is on its way to your Visa."],
  ["refunded to the card", "312,00 € wurden auf Ihre Karte erstattet."],
  ["refunded to both", "€287.00 was refunded to your Visa and €25.00 came back as credit."],
  ["refunded to both", "Your card was refunded €287.00."],
  ["refunded to both", "€287.00 went to your Visa, and your credit went up by €25.00."],
  ["refunded to the card", "You got €312.00 back on your card."],
  ["refunded to the card", "I've gone ahead with the cancellation, and €312.00 is back on your card."],
  ["status: credit", "You received €312.00 as credit."],
  ["refunded to both", "Your refund is on its way to your card, and €25.00 is credit again."],
  ["status: credit", "Your refund of €312.00 was sent on 25 November 2026. It came back as credit."],
  ["status: both", "€287.00 was refunded to your card, and €25.00 came back as credit."],
  ["status: both", "Your refund of €312.00 was sent: €25.00 of it as credit, and €287.00 to your card."],
  ["charged to credit", "€312.00 came from your credit."],
  ["charged to credit", "You paid with credit, and your card was not charged."],
  ["charged to the card", "Your card was charged €312.00."],
  ["charged to both", "Your card was charged €287.00, and €25.00 came from your credit."],
  ["booking paid with a card", "Your card was charged €312.00."],
  ["booking paid with both", "You paid €312.00 with Visa ending 4242 and credit."],
  ["quote of what a card paid", "If you cancel, €312.00 is refunded to the card you paid with."],
  [
    "a change charged",
    "Your dates have been changed; if you cancel BK-204, €66.00 is refunded to your card.",
  ],
  ["two bookings", "For BK-500, €312.00 was refunded to your card."],
  ["a change charged", "The change is done: your card was charged €66.00."],
  ["booking paid with a card", "You paid €312.00 with Visa ending 4242."],
  ["quote of what a card paid", "You were charged €312.00, and your card was charged when you booked."],
  ["quote of a change", "€25.00 comes from your credit, and €287.00 is charged to Visa ending 4242."],
  ["quote of a change", "Your card was charged when you booked."],
])("%s: where it went may be said: %s", (what, truth) => {
  expect(says(truth, what)).toEqual({ text: truth, violation: null });
});
