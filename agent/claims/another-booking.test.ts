import { demoPlaces } from "../../db/demo-places.ts";
import type { ModelMessage } from "../model/model.ts";
import { request, say, toolSaid } from "./gate-for-tests.ts";

/* The Garden Flat was booked, and the receipt stands in the conversation. It proves that booking and no other. */

const order: ModelMessage = {
  role: "guest",
  text: "Book the Garden Flat in Graça 10 to 14 December for two",
};
const receipt = {
  role: "note" as const,
  text: "Done: Garden Flat in Graça, 10–14 December 2026 has been booked. Your reference is BK-500. €356.80 was charged to Visa ending 4242.",
};
const found = toolSaid("search_stays", '{"stays":[{"place":"Tram View Flat in Estrela","city":"Lisbon"}]}');
const stay = { placeName: "Garden Flat in Graça", city: "Lisbon", status: "upcoming" as const };
const bookings = [
  ...request().bookings,
  { ...stay, ref: "BK-500", checkIn: "2026-12-10", checkOut: "2026-12-14" },
];
/** After the receipt she writes this. */
const after = (text: string, ...told: ModelMessage[]) =>
  request({ bookings, messages: [order, receipt, { role: "guest", text }, ...told] });
const stopped = (reply: string, text: string, ...told: ModelMessage[]) =>
  say(reply, after(text, ...told)).violation === "completion";

const asks = [
  "And the Tram View Flat in Estrela for the same dates too, please",
  "Same for the Tram View Flat, please",
  "I also need the Tram View Flat then",
  "Can I have the Tram View Flat as well?",
  "yes please",
  "yes",
  "ok do that",
  "Go ahead",
  "Great, take it",
  "Take the Tram View Flat as well",
  "Now the second one",
  "Und die Tram View Flat auch bitte",
  "Y también el segundo, por favor",
  "Could you get that one done too?",
  "Book the Tram View Flat as well",
];

test.each([
  "I've booked the Tram View Flat in Estrela for you.",
  "The Tram View Flat has been booked.",
  "I've booked the Tram View Flat as BK-500.",
  "I have booked the Garden Flat and the Tram View Flat for you.",
  "The Tram View Flat and the Garden Flat have been booked.",
  "The Garden Flat in Graça, and also the Tram View Flat, are now booked.",
  "I've booked it for you.",
  "I've booked that one for you, too.",
  "It has been reserved.",
  "Booked!",
  "Ich habe die Tram View Flat gebucht.",
  "J'ai réservé le Tram View Flat.",
  "He reservado el Tram View Flat.",
  "Ho prenotato anche quello.",
  "已为您预订。",
])("a receipt of one place proves no booking of another, whatever she wrote last: %s", (lie) => {
  expect(asks.filter((text) => !stopped(lie, text))).toEqual([]);
  expect(asks.filter((text) => !stopped(lie, text, found))).toEqual([]);
});

test.each(["I've booked the Tram View Flat for you.", "The Loft in Marvila has been booked, as BK-500."])(
  "nor when she asks whether it is done, or says thanks: %s",
  (lie) => {
    for (const text of ["Is it done?", "Thanks!", "Did you book it?"]) expect(stopped(lie, text)).toBe(true);
  },
);

test.each([
  ["yes please", "The Garden Flat in Graça has been booked."],
  ["Same for the Tram View Flat, please", "I've booked the Garden Flat, but nothing else yet."],
  ["yes please", "The Garden Flat in Graça in Lisbon is booked."],
  ["What have you booked?", "I've booked the Garden Flat in Graça, Lisbon, from 10 to 14 December 2026."],
  ["Where is it?", "Good news, Maria: I've booked the Garden Flat for you."],
  ["Is it done?", "Yes, I've booked it for you."],
  ["Did you book it?", "Yes, it has been booked."],
  ["Has it worked?", "Yes Maria, you are booked!"],
  ["Thanks!", "You're welcome. You're booked!"],
  ["Hat es geklappt?", "Ja, ich habe es gebucht."],
  ["C'est fait ?", "Oui, je l'ai réservé."],
  ["预订好了吗?", "已为您预订。"],
  ["Same for the Tram View Flat, please", "BK-500 has been booked."],
  ["Same for the Tram View Flat, please", "The Tram View Flat has not been booked yet."],
  ["Same for the Tram View Flat, please", "I have booked nothing else so far."],
])("what the receipt proves may be said: %s %s", (text, truth) => {
  expect(say(truth, after(text))).toEqual({ text: truth, violation: null });
});

test("a receipt after her newest message proves what names no place, and not another place", () => {
  const typed = request({ messages: [order, { role: "guest", text: "yes" }, receipt] });
  for (const truth of ["I've booked it for you.", "You're booked!", "The Garden Flat has been booked."])
    expect(say(truth, typed).violation).toBeNull();
  expect(say("I've booked the Tram View Flat for you.", typed).violation).toBe("completion");
});

test.each(demoPlaces.map((place, index) => [place.name, place, demoPlaces.at(index - 1)!.name] as const))(
  "the receipt of %s proves its booking, in many words, and not that of the place before it",
  (title, { city }, other) => {
    const done = { ...receipt, text: receipt.text.replace("Garden Flat in Graça", title) };
    const dates = { checkIn: "2026-12-10", checkOut: "2026-12-14", status: "upcoming" as const };
    const about = request({
      bookings: [{ ref: "BK-500", placeName: title, city, ...dates }],
      messages: [order, done, { role: "guest", text: "yes please" }],
    });
    const words = (place: string) => [
      `I've booked the ${place} for you.`,
      `${place} has been booked.`,
      `${place} is now booked, as BK-500.`,
      `I have booked **${place}** for you, Maria, as BK-500.`,
      `You're booked into the ${place}.`,
      `Ich habe ${place} für Sie gebucht.`,
      `J'ai réservé ${place} pour vous.`,
      `He reservado ${place} para usted.`,
    ];
    const inTheCity = [
      `The ${title}, ${city}, has been booked.`,
      `Your stay in the ${title} in ${city} is booked.`,
    ];
    expect([...words(title), ...inTheCity].filter((text) => say(text, about).violation !== null)).toEqual([]);
    expect(words(other).filter((text) => say(text, about).violation === null)).toEqual([]);
  },
);

test("what a person of staff says to have booked may be said", () => {
  const staff: ModelMessage = { role: "staff", text: "I have booked the Tram View Flat for you, as BK-501." };
  const messages: ModelMessage[] = [order, receipt, staff, { role: "guest", text: "And now?" }];
  expect(say("The Tram View Flat has been booked.", request({ messages })).violation).toBeNull();
  expect(say("The Beach Flat has been booked.", request({ messages })).violation).toBe("completion");
});
