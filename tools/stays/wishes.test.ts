import { demoPlaces } from "../../db/demo-places.ts";
import { knownWishes, wishIn } from "./wishes.ts";

test.each([
  ["dog friendly", "pets"],
  ["we bring two cats", "pets"],
  ["Wi-Fi", "wifi"],
  ["fast internet", "wifi"],
  ["wheelchair accessible", "step-free"],
  ["no stairs please", "step-free"],
  ["Step-Free", "step-free"],
  ["a cot for the baby", "crib"],
  ["desk", "workspace"],
  ["washing machine", "washing machine"],
  ["A/C", "air conditioning"],
  ["by the sea", "sea view"],
])("%p is %s", (words, wish) => expect(wishIn(words)).toBe(wish));

test.each(["jacuzzi", "", "category", "helipad", "cottage"])("%p is nothing that listings say", (words) =>
  expect(wishIn(words)).toBeUndefined(),
);

test("every wish is understood by its own name, and every feature of the demo is a known wish", () => {
  for (const wish of knownWishes) expect(wishIn(wish)).toBe(wish);
  const features = demoPlaces.flatMap((place) => JSON.parse(place.features ?? "[]") as string[]);
  expect([...new Set(features)].filter((feature) => !knownWishes.includes(feature))).toEqual([]);
});
