import { joinSentences, splitSentences } from "./sentences.ts";

test.each([
  ["Check-in is from 15:00. Check-out is by 11:00.", ["Check-in is from 15:00.", "Check-out is by 11:00."]],
  ["You pay US$550.00 once. It comes back.", ["You pay US$550.00 once.", "It comes back."]],
  [
    "Ask Dr. Weber, e.g. Anna, at St. Mary Street No. 5 first.",
    ["Ask Dr. Weber, e.g. Anna, at St. Mary Street No. 5 first."],
  ],
  [
    'Write "Where is my refund?" and wait. Then look.',
    ['Write "Where is my refund?" and wait.', "Then look."],
  ],
  ["Is it free? Yes! Always.", ["Is it free?", "Yes!", "Always."]],
  ["The answer is no. Ask again.", ["The answer is no.", "Ask again."]],
  ["A line\nthat goes on.\n\nAnother.", ["A line that goes on.", "Another."]],
  ["", []],
])("%j is cut where its sentences end", (text, sentences) => {
  expect(splitSentences(text)).toEqual(sentences);
});

test("a list stays whole, with the sentence that introduces it", () => {
  const text =
    "You are welcome. Bring these:\n\n- a passport,\n  or an identity card\n- a towel\n\nThen ring.";
  expect(splitSentences(text)).toEqual([
    "You are welcome.",
    "Bring these:\n- a passport, or an identity card\n- a towel",
    "Then ring.",
  ]);
});

test("headings inside a text are no sentences", () => {
  expect(splitSentences("### Dogs\n\nOn a lead.")).toEqual(["On a lead."]);
});

test("pieces are joined as Markdown that keeps its lists", () => {
  expect(joinSentences(["Bring these:\n- a towel", "Then ring.", "Wait."])).toBe(
    "Bring these:\n- a towel\n\nThen ring. Wait.",
  );
  expect(joinSentences(["One.", "1. first\n2. second", "- third"])).toBe(
    "One.\n1. first\n2. second\n- third",
  );
});
