import { demoPlaces } from "../../db/demo-places.ts";
import { placesNamed } from "./find-by-name.ts";

const places = demoPlaces.map(({ id, name, city, country }) => ({ id, name, city, country }));
const found = (words: string) => placesNamed(places, words);
const cities = (words: string) => [...new Set(found(words).map(({ city }) => city))];
const ids = (words: string) => found(words).map(({ id }) => id);

test.each([
  ["Lisbon", "Lisbon"],
  ["lisbon, portugal", "Lisbon"],
  ["Lisboa", "Lisbon"],
  ["Lissabon", "Lisbon"],
  ["LISBNO", "Lisbon"],
  ["Reykjavik", "Reykjavík"],
  ["Kuwait", "Kuwait City"],
  ["new york", "New York"],
  ["Edinbrugh", "Edinburgh"],
  ["Sidney", "Sydney"],
])("%p is %s", (words, city) => expect(cities(words)).toEqual([city]));

test("a country is all of its cities", () => {
  expect(cities("Japan").toSorted()).toEqual(["Kyoto", "Tokyo"]);
  expect(found("Portugal")).toHaveLength(10);
});

test.each([
  ["lisbon-loft", "lisbon-loft"],
  ["loft in alfama", "lisbon-loft"],
  ["the Loft in Alfama", "lisbon-loft"],
  ["Graca", "lisbon-garden"],
  ["garden flat lisbon", "lisbon-garden"],
  ["Machiya", "kyoto-machiya"],
])("%p is one place, %s", (words, id) => expect(ids(words)).toEqual([id]));

test("what is called as the city is means the city, not the one place with its name in it", () => {
  expect(ids("Kyoto")).toEqual(["kyoto-machiya", "kyoto-temple"]);
});

test.each(["Paris", "Rome", "Porto Alegre", "Boston", "", "   ", "the", "??", "x".repeat(80)])(
  "%p is none of ours",
  (words) => expect(found(words)).toEqual([]),
);
