import type { ModelMessage } from "../model.ts";
import { placeIn } from "./place-in.ts";

const now = Date.UTC(2026, 10, 25, 10);

test.each([
  ["a flat in Lisbon for two from 4 to 8 December", "Lisbon"],
  ["something in cape town please", "cape town"],
  ["Is the Garden Flat in Graça free next week?", "Garden Flat in Graça"],
  ["is the tram view flat in estrela available?", "tram view flat in estrela"],
  ["a room in Barcelona", "Barcelona"],
  ["we want to visit Cape Town", "Cape Town"],
  ["the tram view flat in Estrela", "tram view flat in Estrela"],
  ["book Studio in Belém for me", "Studio in Belém"],
])("the place in %j", (text, place) => expect(placeIn(text, { before: [], now })).toBe(place));

test.each(["I want to book a flat", "somewhere quiet for two people", "4 December", "for 3", "is it free?"])(
  "no place in %j",
  (text) => expect(placeIn(text, { before: [], now })).toBeUndefined(),
);

const shown = (...stays: [placeId: string, place: string][]): ModelMessage[] => [
  {
    role: "tool",
    ...{ toolCallId: "1", name: "search_stays", ok: true, text: "…" },
    result: { stays: stays.map(([placeId, place]) => ({ placeId, place })) },
  },
];

describe("of places that were shown", () => {
  const three = shown(
    ["lisbon-loft", "Loft in Alfama"],
    ["lisbon-tram", "Tram View Flat in Estrela"],
    ["lisbon-belem", "Studio in Belém"],
  );

  test.each([
    ["take the first, please", "Loft in Alfama"],
    ["I take the second one", "Tram View Flat in Estrela"],
    ["the 3rd place please", "Studio in Belém"],
    ["Studio in Belem it is", "Studio in Belém"],
  ])("%j means one", (text, place) => expect(placeIn(text, { before: three, now })).toBe(place));

  test("'it' means the only one, and none of several", () => {
    const one = shown(["lisbon-loft", "Loft in Alfama"]);
    expect(placeIn("book it", { before: one, now })).toBe("Loft in Alfama");
    expect(placeIn("book it", { before: three, now })).toBeUndefined();
  });

  test("the newest result counts, and what a tool refused does not", () => {
    const later = shown(["porto-foz", "Seaside Flat in Foz"]);
    const refused: ModelMessage = {
      role: "tool",
      ...{
        toolCallId: "2",
        name: "search_stays",
        ok: false,
        text: "no",
        result: { placeId: "x", place: "X" },
      },
    };
    expect(placeIn("book it", { before: [...three, ...later, refused], now })).toBe("Seaside Flat in Foz");
  });
});
