import { recordCredit } from "../../db/credits.ts";
import { atomically } from "../../db/open.ts";
import { confirmed } from "../../tools/run-confirmed-for-tests.ts";
import { call, contextOf, demoNow, inWords, seededDatabase } from "../../tools/seeded-context-for-tests.ts";
import type { ModelMessage } from "../model/model.ts";
import { receiptInWords } from "../receipt-in-words.ts";
import { request, say } from "./gate-for-tests.ts";

/* Maria books and cancels for €356.80, of which her credit pays nothing, a part or all: what tools and receipts say of it may be said. */

const stay = { place: "Garden Flat in Graça", checkIn: "2027-01-10", checkOut: "2027-01-14", people: 2 };

async function play(creditMinor: number) {
  const db = await seededDatabase();
  if (creditMinor > 0) {
    const amount = { minor: creditMinor, currency: "EUR" };
    atomically(db, (tx) => recordCredit(tx, { id: "credit-1", bookingRef: "BK-204", amount, now: demoNow }));
  }
  const stopped: string[] = [];
  let now = demoNow;
  const read = async (name: string, input: Record<string, unknown>): Promise<ModelMessage> => {
    const outcome = await call(await contextOf(db, "maria", ++now), name, input);
    if (outcome.kind !== "result") throw new Error(JSON.stringify(outcome));
    const { result } = outcome;
    const base = { role: "tool", toolCallId: "1", name, ok: true } as const;
    const message: ModelMessage = { ...base, text: JSON.stringify(result), result };
    check(inWords(outcome, name), message);
    return message;
  };
  const deed = async (name: string, input: Record<string, unknown>) => {
    const { outcome } = await confirmed(await contextOf(db, "maria", ++now), name, input);
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    const note: ModelMessage = { role: "note", text: receiptInWords(outcome.receipt) };
    check(note.text.replace("Done: ", ""), note);
    return { note, bookingRef: outcome.receipt.bookingRef };
  };
  const check = (text: string, message: ModelMessage) => {
    const { violation } = say(text, asked(message));
    if (violation) stopped.push(`${violation}: ${text}`);
  };
  const { note: booked, bookingRef } = await deed("book_stay", stay);
  await read("get_booking", { bookingRef });
  await read("list_my_bookings", { when: "all" });
  const { note: cancelled } = await deed("cancel_booking", { bookingRef });
  const status = await read("refund_status", { bookingRef });
  await read("refund_status", {});
  const details = await read("get_booking", { bookingRef });
  db.$client.close();
  expect(stopped).toEqual([]);
  return { booked, cancelled, status, details };
}

const asked = (message: ModelMessage) =>
  request({ messages: [{ role: "guest", text: "What about my money?" }, message] });

const toCard = ["€356.80 was refunded to your card.", "€306.80 was refunded to your card."];
const asCredit = ["€356.80 was refunded as credit.", "€50.00 was refunded as credit."];
const fromCard = ["Your card was charged €356.80.", "Your card was charged €306.80."];
const fromCredit = ["€356.80 came from your credit.", "€50.00 came from your credit."];

test.each([
  { credit: 0, back: [toCard[0]], charged: [fromCard[0]] },
  { credit: 5_000, back: [toCard[1], asCredit[1]], charged: [fromCard[1], fromCredit[1]] },
  { credit: 35_680, back: [asCredit[0]], charged: [fromCredit[0]] },
])("with $credit cents of credit each part of the way is told as it was, and no other", async (expected) => {
  const { booked, cancelled, status, details } = await play(expected.credit);
  const passing = (words: string[], message: ModelMessage) =>
    words.filter((text) => say(text, asked(message)).violation === null);
  const back = [...toCard, ...asCredit];
  expect(passing(back, cancelled)).toEqual(expected.back);
  expect(passing(back, status)).toEqual(expected.back);
  expect(passing([...fromCard, ...fromCredit], booked)).toEqual(expected.charged);
  // The details of a booking do not say how much of it went where.
  const known = expected.credit === 5_000 ? [] : expected.back;
  expect(passing(back, details)).toEqual(known);
});
