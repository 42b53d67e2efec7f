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

/* She names the booking that she has: it proves nothing of the other one. */
const named = request({
  messages: [{ role: "guest", text: "I have BK-204 already. Now book the Garden Flat as well, please" }],
});

test.each([
  "I've booked it for you.",
  "Done, I have booked it.",
  "It has been booked.",
  "We've reserved it, as you wished.",
  "Booked!",
  "BK-204 is your stay in Lisbon. I've booked the other one too.",
  "You're booked!",
  "I've booked the Loft in Alfama for you.",
  "Ich habe es gebucht.",
  "Es ist gebucht.",
  "Je l'ai réservé.",
  "Lo he reservado.",
  "Foi reservado.",
  "L'ho prenotato.",
  "Ik heb het geboekt.",
  "已经预订了。",
  "已为您预订。",
])("beside a booking of hers that she names, it is stopped too: %p", (lie) =>
  expect(say(lie, named).violation).toBe("completion"),
);

test.each([
  ["I already have BK-204", "I've booked it for you."],
  ["Did you book it? I have BK-204", "Yes, I've booked it."],
])("and so it is when she asks for none now: %p, %p", (text, lie) =>
  expect(say(lie, request({ messages: [{ role: "guest", text }] })).violation).toBe("completion"),
);

test.each([
  ["Is BK-204 all right?", "Yes, your stay is booked."],
  ["Is BK-204 all right?", "Yes, BK-204 is booked."],
  ["Is BK-204 all right?", "You have booked the Loft in Alfama."],
  ["Ist BK-204 in Ordnung?", "Ja, Sie haben das Loft gebucht."],
  ["Is BK-204 all right?", "Sim, está reservado."],
  ["BK-204 怎么样?", "您已预订。"],
])("how her own booking stands may be said: %p, %p", (text, truth) =>
  expect(say(truth, request({ messages: [{ role: "guest", text }] })).violation).toBeNull(),
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
  const more = request({
    messages: [...messages, { role: "guest", text: "Now book the Tram View Flat, too" }],
  });
  expect(say("I've booked it for you.", more).violation).toBe("completion");
});
