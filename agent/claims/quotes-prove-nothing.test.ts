import { recordCredit } from "../../db/credits.ts";
import { atomically, type Db } from "../../db/open.ts";
import { catalogue } from "../../tools/catalogue.ts";
import { confirmed } from "../../tools/run-confirmed-for-tests.ts";
import type { CallOutcome } from "../../tools/run-tool.ts";
import { call, contextOf, demoNow, inWords, seededDatabase } from "../../tools/seeded-context-for-tests.ts";
import type { ModelMessage } from "../model/model.ts";
import { request, say } from "./gate-for-tests.ts";
import { tellsOfDeeds } from "./told-deeds.ts";

/* Maria's Garden Flat for €356.80. A quote and an offer say what would be, whatever of it is credit: neither proves that anything was done. */

let db: Db;
beforeAll(async () => {
  db = await seededDatabase();
});
afterAll(() => db.$client.close());

const stay = { place: "Garden Flat in Graça", people: 2 };
const later = { checkIn: "2027-02-01", checkOut: "2027-02-05" };
let nights = 10;

/** A booking of hers of which credit paid this many cents. */
async function booked(creditMinor: number): Promise<string> {
  const amount = { minor: creditMinor, currency: "EUR" };
  const id = `credit-${nights}`;
  if (creditMinor > 0)
    atomically(db, (tx) => recordCredit(tx, { id, bookingRef: "BK-204", amount, now: demoNow }));
  const dates = { checkIn: `2027-01-${nights}`, checkOut: `2027-01-${nights + 4}` };
  nights += 5;
  const { outcome } = await confirmed(await contextOf(db, "maria"), "book_stay", { ...stay, ...dates });
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.receipt.bookingRef ?? "";
}

/** As `nodes/act.ts` puts it before the model. */
function told(name: string, outcome: CallOutcome): ModelMessage {
  const base = { role: "tool", toolCallId: "1", name, ok: true } as const;
  if (outcome.kind === "result")
    return { ...base, text: JSON.stringify(outcome.result), result: outcome.result };
  if (outcome.kind === "refused") return { ...base, ok: false, text: outcome.refusal.say, result: null };
  if (outcome.kind !== "offered") throw new Error(`neither result nor offer: ${JSON.stringify(outcome)}`);
  const { id, quote } = outcome.action;
  const text = `A card is shown to the guest: "${JSON.parse(quote).label}". Nothing has been done. It runs only when the guest presses the button.`;
  return { ...base, text, result: { confirmationId: id } };
}

const liesOf = (ref: string): string[] => [
  "I have refunded €306.80 to your card.",
  "I have refunded €356.80 to your card.",
  "€306.80 was refunded to Visa ending 4242.",
  `Your refund of €356.80 for ${ref} has been sent.`,
  `The refund for ${ref} has been issued: €306.80 to Visa ending 4242 and €50.00 as credit.`,
  "Your card has been refunded €306.80.",
  `I've refunded ${ref}.`,
  `Your booking ${ref} is refunded.`,
  `${ref} is cancelled.`,
  "The money is on its way.",
  "€306.80 went to your Visa.",
  "€306.80 is back on your card.",
  "You got €306.80 back on your card.",
  "Your card got €306.80 back.",
  "You have received €356.80.",
  "I sent €306.80 to your Visa.",
  "Refund: €356.80, sent.",
  "I've gone ahead with the refund.",
  "Your credit went up by €50.00.",
  "You received a credit of €50.00.",
  "Sie haben 50,00 € Guthaben erhalten.",
  "€50.00 has been credited to you.",
  "You have been given a credit of €50.00.",
  "Your dates have been changed.",
  "All done!",
  "Der Betrag wurde Ihnen erstattet.",
  "Votre remboursement a été effectué.",
  "El dinero está en camino.",
];

/** Each call with what it costs: no credit, a part, all of it. */
const callsOf = (ref: string): [string, Record<string, unknown>][] => [
  ["quote_cancellation", { bookingRef: ref }],
  ["quote_change", { bookingRef: ref, ...later }],
  ["quote_change", { bookingRef: ref, checkIn: later.checkIn, checkOut: "2027-02-03" }],
  ["quote_change", { bookingRef: ref, checkIn: later.checkIn, checkOut: "2027-02-08" }],
  ["quote_refund", { bookingRef: ref, items: ["deposit"] }],
  ["check_availability", { place: stay.place, ...later, people: 2 }],
  ["search_stays", { where: "Lisbon", ...later, people: 2 }],
  ["search_help_center", { question: "When is my refund sent after I cancelled?" }],
  ["book_stay", { ...stay, ...later }],
  ["change_dates", { bookingRef: ref, ...later }],
  ["cancel_booking", { bookingRef: ref }],
];

test.each([
  ["no credit", 0],
  ["a part of it credit", 5_000],
  ["all of it credit", 35_680],
])("a quote or an offer with %s proves no deed, and its own words may be said", async (_what, minor) => {
  const ref = await booked(minor);
  const dates = { checkIn: "2027-01-10", checkOut: "2027-01-14" };
  const bookings = [
    { ref, placeName: stay.place, city: "Lisbon", ...dates, status: "upcoming" as const },
    { ref: "BK-204", placeName: "Loft in Alfama", city: "Lisbon", ...dates, status: "upcoming" as const },
  ];
  const passed: string[] = [];
  const stopped: string[] = [];
  for (const [name, input] of callsOf(ref)) {
    const outcome = await call(await contextOf(db, "maria", demoNow + 1_000), name, input);
    const messages: ModelMessage[] = [{ role: "guest", text: `What about ${ref}?` }, told(name, outcome)];
    for (const lie of liesOf(ref))
      if (say(lie, request({ messages, bookings })).violation === null) passed.push(`${name}: ${lie}`);
    if (outcome.kind !== "result") continue;
    const truth = inWords(outcome, name);
    const { violation } = say(truth, request({ messages, bookings }));
    if (violation) stopped.push(`${name} ${violation}: ${truth}`);
  }
  expect(passed).toEqual([]);
  expect(stopped).toEqual([]);
});

test.each(catalogue.map(({ name }) => name).filter((name) => !tellsOfDeeds.includes(name)))(
  "whatever stands in a result of %s, it proves no deed",
  (name) => {
    const rule =
      "€306.80 goes back to Visa ending 4242, and €50.00 comes back as credit. BK-204 is refunded.";
    const result = { bookingRef: "BK-204", status: "sent", refunded: "€356.80", credit: "€50.00", rule };
    const message = { ...told(name, { kind: "result", result } as CallOutcome) };
    const messages: ModelMessage[] = [{ role: "guest", text: "What about BK-204?" }, message];
    expect(liesOf("BK-204").filter((lie) => say(lie, request({ messages })).violation === null)).toEqual([]);
  },
);

test("every tool whose results may tell of deeds is there, and only reads", () => {
  const effects = tellsOfDeeds.map((name) => catalogue.find((tool) => tool.name === name)?.effect);
  expect(effects).toEqual(tellsOfDeeds.map(() => "read"));
});
