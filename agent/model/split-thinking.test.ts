import fc from "fast-check";
import { type Piece, splitThinking } from "./split-thinking.ts";

const split = (deltas: string[]) => {
  const splitter = splitThinking();
  const pieces = [...deltas.flatMap((delta) => splitter.add(delta)), ...splitter.end()];
  return { text: joined(pieces, "text"), thinking: joined(pieces, "thinking") };
};
const joined = (pieces: Piece[], type: Piece["type"]) =>
  pieces.map((piece) => (piece.type === type ? piece.delta : "")).join("");

test.each([
  ["<think>hm</think>\n\nUntil 22:00.", { thinking: "hm", text: "Until 22:00." }],
  ["Until 22:00.", { thinking: "", text: "Until 22:00." }],
  ["\n<think>\n\n</think>\n\nYes.", { thinking: "\n\n", text: "\nYes." }],
  ["a<think>b</think>c<think>d</think>e", { thinking: "bd", text: "ace" }],
  ["<think>never closed", { thinking: "never closed", text: "" }],
  ["opened by the server</think>\n\nYes.", { thinking: "", text: "opened by the serverYes." }],
  ["1 < 2 and <b>bold</b> and <thin", { thinking: "", text: "1 < 2 and <b>bold</b> and <thin" }],
])("%j is told apart", (content, expected) => {
  expect(split([content])).toEqual(expected);
});

test("where the stream is cut makes no difference", () => {
  const content = fc
    .array(fc.constantFrom("<think>", "</think>", "<", "think>", "/", "a", " ", "\n", "b c"))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(content, (whole) => {
      expect(split([...whole])).toEqual(split([whole]));
    }),
  );
});

test("text without a tag is passed on at once, all of it", () => {
  const splitter = splitThinking();
  expect(splitter.add("Until ")).toEqual([{ type: "text", delta: "Until " }]);
  expect(splitter.add("a < b")).toEqual([{ type: "text", delta: "a < b" }]);
});
