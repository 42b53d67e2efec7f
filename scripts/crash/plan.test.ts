import { paidMinor } from "./journey.ts";
import { planJourney } from "./journey-plan.ts";
import { planKill } from "./kill-plan.ts";
import { missingModules } from "./sabotage.ts";

const numbers = Array.from({ length: 300 }, (_, index) => index);
const journeysOf = (seed: string) => numbers.map((number) => planJourney(seed, number));
const killsOf = (seed: string) => numbers.map((number) => planKill(seed, number));

test("the same seed brings the same guests and the same kills, another seed others", () => {
  expect(journeysOf("one")).toEqual(journeysOf("one"));
  expect(killsOf("one")).toEqual(killsOf("one"));
  expect(journeysOf("two")).not.toEqual(journeysOf("one"));
  expect(killsOf("two")).not.toEqual(killsOf("one"));
});

test("no two guests share a booking, a place or a conversation", () => {
  const journeys = journeysOf("one");
  const stays = journeys.flatMap((journey) => journey.stays);
  expect(new Set(stays.map(({ ref }) => ref)).size).toBe(stays.length);
  expect(new Set(stays.map(({ placeId }) => placeId)).size).toBe(stays.length);
  expect(new Set(journeys.map(({ conversationId }) => conversationId)).size).toBe(journeys.length);
});

test("every stay that something must come of is hers, and no more comes back than she paid", () => {
  for (const { stays, expected } of journeysOf("one"))
    for (const { ref, refundedMinor } of expected) {
      const stay = stays.find((one) => one.ref === ref);
      expect(refundedMinor).toBeLessThanOrEqual(stay ? paidMinor(stay) : -1);
    }
});

test("kills fall at every kind of moment", () => {
  expect(new Set(killsOf("one").map(({ moment }) => moment)).size).toBe(11);
});

test("every module that a sabotage replaces is there to be replaced", () => {
  expect(missingModules()).toEqual([]);
});
