import { choicesIn } from "./choices-in.ts";

const kinds = { noise: ["noisy", "party"], broken: ["doesn't work"], not_as_described: ["photos"] };

test.each([
  ["it is noisy", ["noise"]],
  ["a PARTY, and the shower doesn’t work", ["noise", "broken"]],
  ["the shower doesn't work, and there's a party", ["broken", "noise"]],
  ["not as described", ["not_as_described"]],
  ["all is well", []],
])("%j names %j, in the order of the text", (text, values) => expect(choicesIn(text, kinds)).toEqual(values));

test("patterns count when no word does", () => {
  const patterns = { broken: /\bdead\b/, noise: /\bmusic\b/ };
  expect(choicesIn("the heating is dead", kinds, patterns)).toEqual(["broken"]);
  expect(choicesIn("a party, and the heating is dead", kinds, patterns)).toEqual(["noise"]);
});
