import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../db/open.ts";
import { bestSentences } from "./answer.ts";
import { ingestArticles } from "./ingest.ts";
import { searchHelp } from "./search.ts";

const text =
  "Pets are allowed only where the listing says so. Most hosts accept at most 2 pets. The pet fee is charged once per stay. " +
  "It is shown in the price before you book. Dogs must not bark after 22:00.";

test("the sentence that holds the question's words is the answer", () => {
  expect(bestSentences({ text }, "may my dog bark?", { sentencesMax: 1 })).toBe(
    "Dogs must not bark after 22:00.",
  );
});

test("two sentences come in the order of the passage", () => {
  expect(bestSentences({ text }, "is there a fee, and may dogs bark?")).toBe(
    "The pet fee is charged once per stay. Dogs must not bark after 22:00.",
  );
});

test("a sentence that leans on the one before brings it along", () => {
  expect(bestSentences({ text }, "where is the price shown?")).toBe(
    "The pet fee is charged once per stay. It is shown in the price before you book.",
  );
});

test("when nothing matches, the first sentence answers", () => {
  expect(bestSentences({ text }, "zeppelin?")).toBe("Pets are allowed only where the listing says so.");
});

test("a passage of no more sentences than asked for is the answer as it stands", () => {
  expect(bestSentences({ text: "Refunds go to your card. They take 5–10 days." }, "zeppelin?")).toBe(
    "Refunds go to your card. They take 5–10 days.",
  );
  expect(bestSentences({ text: "" }, "pets?")).toBe("");
});

test("a list is not taken apart", () => {
  const list =
    "Please arrive on time. Bring these:\n\n- a passport\n- a towel\n\nThen ring the bell. Wait for the host.";
  expect(bestSentences({ text: list }, "should I bring a towel?", { sentencesMax: 1 })).toBe(
    "Bring these:\n- a passport\n- a towel",
  );
});

test("an answer is made of whole sentences of its passage, whatever the question", async () => {
  const db = openDatabase(":memory:");
  await ingestArticles(db, { folder: join(dirname(fileURLToPath(import.meta.url)), "articles") });
  for (const [question, fact] of facts) {
    const [passage] = await searchHelp(db, { question });
    const answer = bestSentences(passage!, question);
    expect([question, answer]).toEqual([question, expect.stringMatching(fact)]);
    expect(answer).toMatch(/^[A-Z].*[.:]$/s);
    for (const sentence of answer.split(/(?<=\.) (?=[A-Z])/)) expect(passage!.text).toContain(sentence);
  }
  db.$client.close();
});

/** What the answer must hold to be one. */
const facts: [question: string, fact: RegExp][] = [
  ["how late can I check in?", /22:00/],
  ["what time do I have to leave?", /11:00/],
  ["when do I get my deposit back?", /7 days after check-out/],
  ["how long does a refund take?", /5–10 working days/],
  ["can I bring my cat?", /Pets allowed/],
  ["do you take amex?", /American Express/],
  ["is there wifi?", /Wi-Fi/],
  ["can I smoke on the balcony?", /balcony or terrace only if/],
  ["can I speak to a person?", /08:00 to 22:00|speak to a person/],
  ["what if the host cancels on me?", /refunded in full/],
  ["is parking included?", /Free parking on site|not included everywhere/],
  ["are towels included?", /towel/],
  ["where can I store my luggage?", /store bags/],
  ["what is the moderate cancellation policy?", /5 days before check-in/],
  ["how do I get an invoice?", /PDF/],
  ["am I talking to a robot?", /is an AI/],
  ["do you have a phone number?", /public telephone number/],
  ["how many pets may I bring?", /at most 2/],
  ["how long do I have to write a review?", /14 days/],
  ["I smell gas!", /112|light switches/],
  ["how do I cancel?", /chat at any time before check-in/],
  ["when is check-in?", /15:00/],
  ["can I have a party?", /not allowed/],
  ["where is my refund?", /Trips/],
  ["do I have to pay city tax?", /City tax/],
  ["what is the service fee?", /service fee/],
  ["the place is dirty", /24 hours/],
  ["I broke a glass", /broken glass/],
  ["I was charged twice", /same amount twice|both amounts/],
  ["can my friend visit me?", /visit/],
  ["how do I add a VAT number?", /VAT number/],
  ["are guide dogs allowed?", /always welcome/],
  ["what if my flight is delayed?", /delayed/],
  ["can I bring a baby?", /babies|Children are welcome/],
];
