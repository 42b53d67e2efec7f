import type { PartAmounts } from "../../db/ledger.ts";
import { type CancellationFacts, cancellationOutcome, fullRefundUntil } from "./cancellation-rules.ts";

const paid: PartAmounts = { nights: 24_000, cleaning_fee: 4_200, service_fee: 3_000, deposit: 0 };
const all = 31_200;
const cleaning = 4_200;
const halfAndCleaning = 16_200;
const utc = (text: string): number => Date.parse(`${text}Z`);

/** Check-in 4 December 2026, 15:00 in Lisbon, which is 15:00 UTC; booked long before. */
const lisbon = { checkIn: "2026-12-04", timeZone: "Europe/Lisbon", bookedAt: utc("2026-06-01T00:00"), paid };

describe("the deadlines, in Lisbon in winter", () => {
  test.each([
    ["flexible, exactly 24 hours before", "flexible", "2026-12-03T15:00", all, "flexible-full"],
    ["flexible, a millisecond later", "flexible", "2026-12-03T15:00:00.001", cleaning, "flexible-none"],
    [
      "flexible, a millisecond before check-in",
      "flexible",
      "2026-12-04T14:59:59.999",
      cleaning,
      "flexible-none",
    ],
    ["moderate, nine days before", "moderate", "2026-11-25T10:00", all, "moderate-full"],
    ["moderate, exactly 5 days before", "moderate", "2026-11-29T15:00", all, "moderate-full"],
    [
      "moderate, a millisecond later",
      "moderate",
      "2026-11-29T15:00:00.001",
      halfAndCleaning,
      "moderate-half",
    ],
    ["moderate, an hour before check-in", "moderate", "2026-12-04T14:00", halfAndCleaning, "moderate-half"],
    ["strict, exactly 14 days before", "strict", "2026-11-20T15:00", all, "strict-full"],
    ["strict, a millisecond later", "strict", "2026-11-20T15:00:00.001", halfAndCleaning, "strict-half"],
    ["strict, exactly 7 days before", "strict", "2026-11-27T15:00", halfAndCleaning, "strict-half"],
    ["strict, a millisecond later", "strict", "2026-11-27T15:00:00.001", cleaning, "strict-none"],
    [
      "non-refundable, half a year before",
      "non_refundable",
      "2026-06-05T00:00",
      cleaning,
      "non-refundable-none",
    ],
  ] as const)("%s", (_when, policy, at, totalMinor, ruleId) => {
    expect(cancellationOutcome({ ...lisbon, policy, now: utc(at) })).toMatchObject({
      kind: "refund",
      totalMinor,
      ruleId,
    });
  });
});

describe("a change of the clocks between cancelling and check-in", () => {
  test.each([
    // Clocks go back on 25 October 2026 in Lisbon: five days back from 28 October 15:00 (UTC+0) is 23 October 15:00 (UTC+1).
    ["Lisbon in autumn, at the deadline", "Europe/Lisbon", "2026-10-28", "moderate", "2026-10-23T14:00", all],
    [
      "Lisbon in autumn, 120 hours before",
      "Europe/Lisbon",
      "2026-10-28",
      "moderate",
      "2026-10-23T15:00",
      halfAndCleaning,
    ],
    // They go forward on 28 March 2027: the deadline is 119 hours before.
    ["Lisbon in spring, at the deadline", "Europe/Lisbon", "2027-03-30", "moderate", "2027-03-25T15:00", all],
    [
      "Lisbon in spring, a minute later",
      "Europe/Lisbon",
      "2027-03-30",
      "moderate",
      "2027-03-25T15:01",
      halfAndCleaning,
    ],
    ["New York in autumn, 14 days", "America/New_York", "2026-11-08", "strict", "2026-10-25T19:00", all],
    [
      "New York in autumn, a minute later",
      "America/New_York",
      "2026-11-08",
      "strict",
      "2026-10-25T19:01",
      halfAndCleaning,
    ],
    [
      "New York in spring, 7 days",
      "America/New_York",
      "2027-03-16",
      "strict",
      "2027-03-09T20:00",
      halfAndCleaning,
    ],
    [
      "New York in spring, a minute later",
      "America/New_York",
      "2027-03-16",
      "strict",
      "2027-03-09T20:01",
      cleaning,
    ],
    // Hours are hours: 24 before 15:00 on the day of the change is 16:00 the day before.
    [
      "24 hours across Lisbon's long night",
      "Europe/Lisbon",
      "2026-10-25",
      "flexible",
      "2026-10-24T15:00",
      all,
    ],
    [
      "24 hours across New York's short night",
      "America/New_York",
      "2027-03-14",
      "flexible",
      "2027-03-13T19:00",
      all,
    ],
    ["a minute less than that", "America/New_York", "2027-03-14", "flexible", "2027-03-13T19:01", cleaning],
  ] as const)("%s", (_when, timeZone, checkIn, policy, at, totalMinor) => {
    const bookedAt = utc("2026-06-01T00:00");
    expect(cancellationOutcome({ paid, policy, timeZone, checkIn, bookedAt, now: utc(at) })).toMatchObject({
      totalMinor,
    });
  });
});

describe("the grace period", () => {
  const bookedAt = utc("2026-11-30T12:00");
  const strict = { ...lisbon, policy: "strict" as const, bookedAt };

  test("gives everything back until exactly 24 hours after booking, under every policy", () => {
    for (const policy of ["flexible", "moderate", "strict", "non_refundable"] as const) {
      const outcome = cancellationOutcome({ ...strict, policy, now: utc("2026-12-01T12:00") });
      expect(outcome).toMatchObject({ totalMinor: all, isFull: true });
    }
    expect(cancellationOutcome({ ...strict, now: utc("2026-12-01T12:00") })).toMatchObject({
      ruleId: "grace",
    });
    expect(cancellationOutcome({ ...strict, now: utc("2026-12-01T12:00:00.001") })).toMatchObject({
      ruleId: "strict-none",
    });
  });

  test("ends when check-in is less than 48 hours away", () => {
    const late = { ...strict, bookedAt: utc("2026-12-02T10:00") };
    expect(cancellationOutcome({ ...late, now: utc("2026-12-02T15:00") })).toMatchObject({
      ruleId: "grace",
      totalMinor: all,
    });
    expect(cancellationOutcome({ ...late, now: utc("2026-12-02T15:00:00.001") })).toMatchObject({
      totalMinor: cleaning,
    });
  });

  test("does not exist for a booking made less than 48 hours ahead", () => {
    const lastMinute = { ...strict, bookedAt: utc("2026-12-03T10:00") };
    expect(cancellationOutcome({ ...lastMinute, now: lastMinute.bookedAt })).toMatchObject({
      ruleId: "strict-none",
    });
    expect(fullRefundUntil({ ...lastMinute, policy: "non_refundable" })).toBeNull();
  });

  test("the policy is named where it gives everything back by itself", () => {
    const early = {
      ...lisbon,
      policy: "moderate" as const,
      bookedAt: utc("2026-11-01T00:00"),
      now: utc("2026-11-01T01:00"),
    };
    expect(cancellationOutcome(early)).toMatchObject({ ruleId: "moderate-full" });
  });
});

describe("amounts", () => {
  test("half of an odd number of cents, and of yen, is rounded up", () => {
    const half = { ...lisbon, policy: "moderate" as const, now: utc("2026-12-01T00:00") };
    const odd = (nights: number) =>
      cancellationOutcome({ ...half, paid: { nights, cleaning_fee: 0, service_fee: 999, deposit: 0 } });
    expect(odd(40_501)).toMatchObject({
      refund: { nights: 20_251, cleaning_fee: 0, service_fee: 0 },
      totalMinor: 20_251,
    });
    expect(odd(1)).toMatchObject({ totalMinor: 1 });
  });

  test("the service fee comes back only with all of the nights, the cleaning fee always", () => {
    expect(cancellationOutcome({ ...lisbon, policy: "strict", now: utc("2026-11-25T00:00") })).toMatchObject({
      isFull: false,
      refund: { nights: 12_000, cleaning_fee: 4_200, service_fee: 0 },
    });
  });

  test("what was refunded before does not come back again: the rules look at what is still paid", () => {
    const rest = { nights: 10_000, cleaning_fee: 0, service_fee: 0, deposit: 0 };
    expect(
      cancellationOutcome({ ...lisbon, paid: rest, policy: "moderate", now: utc("2026-11-25T00:00") }),
    ).toMatchObject({ totalMinor: 10_000 });
  });
});

test("a stay that has begun goes to a person, from the very instant of check-in", () => {
  for (const policy of ["flexible", "moderate", "strict", "non_refundable"] as const) {
    expect(cancellationOutcome({ ...lisbon, policy, now: utc("2026-12-04T15:00") })).toEqual({
      kind: "begun",
    });
  }
});

test("the rule is said in one sentence, with its deadline on the clock of the place", () => {
  const rule = (facts: Partial<CancellationFacts>) => {
    const outcome = cancellationOutcome({
      ...lisbon,
      policy: "moderate",
      now: utc("2026-11-25T00:00"),
      ...facts,
    });
    return outcome.kind === "refund" ? outcome.rule : "";
  };
  expect(rule({})).toBe(
    "Moderate policy: full refund until 5 days before check-in (29 November 2026, 15:00 local time).",
  );
  expect(rule({ now: utc("2026-12-01T00:00") })).toBe(
    "Moderate policy: less than 5 days before check-in, 50 % of the nights and the whole cleaning fee come back.",
  );
  expect(rule({ policy: "strict" })).toBe(
    "Strict policy: until 7 days before check-in (27 November 2026, 15:00 local time), 50 % of the nights and the whole cleaning fee come back.",
  );
  expect(rule({ policy: "non_refundable" })).toBe(
    "Non-refundable booking: the nights are not refunded, only the cleaning fee comes back.",
  );
});
