import { receiptInWords } from "../receipt-in-words.ts";
import { request, say } from "./gate-for-tests.ts";

/* A guest with a stay in the Loft in Alfama asks for another place. */

const asked = request({ messages: [{ role: "guest", text: "Book the Garden Flat for me" }] });

test.each([
  "I've booked the Garden Flat in Graça for you.",
  "The Garden Flat in Graça has been booked.",
  "You're booked!",
  "You are now booked into the Garden Flat.",
  "Your stay in the Garden Flat is booked.",
  "Good news: your place is now reserved.",
  "We have reserved it for you.",
])("that another booking was made is stopped while nothing says so: %p", (lie) =>
  expect(say(lie, asked).violation).toBe("completion"),
);

test.each([
  "You have booked the Loft in Alfama.",
  "Your Loft in Alfama is booked.",
  "BK-204 has been booked.",
  "Nothing has been booked yet.",
  "I have not booked anything.",
  "Would you like me to book it?",
  "Once you press the button, it is booked.",
  "The Garden Flat is already booked if somebody else was faster.",
])("what is true, or claims nothing, passes: %p", (truth) => expect(say(truth, asked).violation).toBeNull());

test("once the receipt is there, it may be said", () => {
  const receipt = receiptInWords({
    confirmationId: "cf_1",
    action: "book_stay",
    bookingRef: "BK-481920",
    title: "Garden Flat in Graça, 4–8 December 2026",
    direction: "charge",
    amount: { minor: 35_680, currency: "EUR" },
    method: "Visa ending 4242",
    lines: [],
    at: "2026-11-25T10:01:00.000Z",
  });
  const messages = [...asked.messages, { role: "note" as const, text: receipt }];
  const done = request({ messages: [...messages, { role: "guest", text: "Is it done?" }] });
  expect(say("Yes, the Garden Flat in Graça has been booked, as BK-481920.", done).violation).toBeNull();
  expect(say("Yes, I've booked it for you.", done).violation).toBeNull();
});
