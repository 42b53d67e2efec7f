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

test("no two guests book the same nights", () => {
  const booked = journeysOf("one").flatMap(({ expected }) =>
    expected.filter(({ kind }) => kind === "booked"),
  );
  const nights = booked.map((one) => one.kind === "booked" && `${one.placeId} ${one.checkInDays}`);
  expect(booked.length).toBeGreaterThan(5);
  expect(new Set(nights).size).toBe(booked.length);
});

test("every stay that something must come of is hers, and no more comes back than she paid", () => {
  for (const { stays, expected } of journeysOf("one"))
    for (const wanted of expected) {
      if (wanted.kind === "booked" || wanted.kind === "credit") continue;
      const stay = stays.find(({ ref }) => ref === wanted.ref);
      const paid = stay ? paidMinor(stay) : -1;
      expect(wanted.kind === "stay" ? wanted.refundedMinor - wanted.chargedMinor : 0).toBeLessThanOrEqual(
        paid,
      );
    }
});

test("kills fall at every kind of moment", () => {
  expect(new Set(killsOf("one").map(({ moment }) => moment)).size).toBe(13);
});

test("an aimed kill falls at the first moment of its kind, and still anywhere after it", () => {
  const aimed = numbers.map((index) => planKill("one", index, { moment: "work-begun", delayMsMax: 200 }));
  expect(aimed.every(({ moment, count }) => moment === "work-begun" && count === 1)).toBe(true);
  const delays = aimed.map(({ delayMs }) => delayMs);
  expect([Math.min(...delays) < 20, Math.max(...delays) > 180, Math.max(...delays) <= 200]).toEqual([
    true,
    true,
    true,
  ]);
});

test("every module that a sabotage replaces is there to be replaced", () => {
  expect(missingModules()).toEqual([]);
});
