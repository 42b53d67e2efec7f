import { readFileSync } from "node:fs";
import type { Policy } from "../../db/bookings.ts";
import { formatMoney, halfRoundedUp } from "../money.ts";
import { builtInMoneyRules } from "../money-rules.ts";
import { checkInHour, checkOutHour } from "../stay-times.ts";
import {
  cancellationOutcome,
  flexibleFullHours,
  graceCheckInHoursMin,
  graceHours,
  halfPercent,
  moderateFullDays,
  strictFullDays,
  strictHalfDays,
} from "./cancellation-rules.ts";
import { cardWorkingDays, refundArrival, transferDaysMax, walletWorkingDaysMax } from "./refund-arrival.ts";

/* What the help centre tells people and what the code does are the same. A number changed on one side alone fails here. */

const article = (slug: string): string =>
  readFileSync(new URL(`../../knowledge/articles/${slug}.md`, import.meta.url), "utf8").replace(/\s+/g, " ");

const checkIn = `check-in at ${checkInHour}:00 local time at the place`;
const grace = `within ${graceHours} hours of booking`;
const graceLimit = `when check-in is at least ${graceCheckInHoursMin} hours away`;

describe("each policy's own article says its numbers", () => {
  test.each([
    [
      "cancellation-flexible",
      [`full refund until ${flexibleFullHours} hours before check-in`, grace, graceLimit],
    ],
    [
      "cancellation-moderate",
      [
        `full refund until ${moderateFullDays} days before check-in`,
        `${halfPercent} % of the nights`,
        grace,
        graceLimit,
      ],
    ],
    [
      "cancellation-strict",
      [
        `full refund until ${strictFullDays} days before check-in`,
        `${halfPercent} % of the nights and the cleaning fee until ${strictHalfDays} days before check-in`,
        grace,
        graceLimit,
      ],
    ],
    [
      "cancellation-non-refundable",
      ["the nights are not refunded, however early you cancel", grace, graceLimit],
    ],
  ])("%s", (slug, promises) => {
    for (const words of promises) expect(article(slug)).toContain(words);
  });

  test.each([
    "cancellation-flexible",
    "cancellation-moderate",
    "cancellation-strict",
    "cancellation-overview",
  ])("%s counts its deadlines back from check-in at 15:00 at the place", (slug) =>
    expect(article(slug)).toContain(checkIn),
  );

  test("and names no other number of days, hours or per cent", () => {
    const known: Record<string, string[]> = {
      "cancellation-flexible": [
        `${flexibleFullHours} hours`,
        `${graceHours} hours`,
        `${graceHours}-hour`,
        `${graceCheckInHoursMin} hours`,
      ],
      "cancellation-moderate": [
        `${moderateFullDays} days`,
        `${halfPercent} %`,
        `${graceHours} hours`,
        `${graceCheckInHoursMin} hours`,
      ],
      "cancellation-strict": [
        `${strictFullDays} days`,
        `${strictHalfDays} days`,
        `${halfPercent} %`,
        `${graceHours} hours`,
        `${graceCheckInHoursMin} hours`,
      ],
      "cancellation-non-refundable": [
        `${graceHours} hours`,
        `${graceHours}-hour`,
        `${graceCheckInHoursMin} hours`,
      ],
    };
    for (const [slug, allowed] of Object.entries(known)) {
      const found = article(slug).match(/\d+(?: (?:days|hours|%)|-hour)/g) ?? [];
      expect({ slug, strange: found.filter((words) => !allowed.includes(words)) }).toEqual({
        slug,
        strange: [],
      });
    }
  });
});

test("the overview says all four policies and what holds for every one", () => {
  for (const words of [
    `Flexible gives a full refund until ${flexibleFullHours} hours before check-in`,
    `Moderate gives a full refund until ${moderateFullDays} days before check-in, then ${halfPercent} % of the nights until check-in`,
    `Strict gives a full refund until ${strictFullDays} days before check-in, then ${halfPercent} % of the nights until ${strictHalfDays} days before check-in, then nothing for the nights`,
    `${grace}, ${graceLimit}`,
    "The cleaning fee always comes back when you cancel before check-in",
    "The service fee comes back only with a full refund",
    "rounds it up in the guest's favour",
  ]) {
    expect(article("cancellation-overview")).toContain(words);
  }
});

describe("the worked examples come out as the code computes them", () => {
  const example = (
    policy: Policy,
    [nights, cleaning, service]: number[],
    arrival: string,
    cancelled: string,
  ): string => {
    const paid = {
      nights: nights! * 100,
      cleaning_fee: cleaning! * 100,
      service_fee: service! * 100,
      deposit: 0,
    };
    const facts = {
      policy,
      paid,
      checkIn: arrival,
      timeZone: "Europe/Lisbon",
      bookedAt: 0,
      now: Date.parse(cancelled),
    };
    const outcome = cancellationOutcome(facts);
    return outcome.kind === "begun" ? "begun" : formatMoney({ minor: outcome.totalMinor, currency: "EUR" });
  };
  test("flexible", () => {
    const words = article("cancellation-flexible");
    expect(words).toContain(
      "If you cancel until 9 June at 15:00 Lisbon time, everything you paid is refunded",
    );
    expect(example("flexible", [100, 10, 5], "2027-06-10", "2027-06-09T14:00Z")).toBe("€115.00");
    expect(words).toContain("If you cancel on 9 June at 18:00, only the cleaning fee is refunded");
    expect(example("flexible", [100, 10, 5], "2027-06-10", "2027-06-09T17:00Z")).toBe("€10.00");
  });

  test("moderate", () => {
    const words = article("cancellation-moderate");
    const cost = [400, 40, 50];
    expect(words).toContain(
      "check-in on 10 June at 15:00 and costs €400.00 for the nights, €40.00 for cleaning and €50.00 service fee",
    );
    expect(words).toContain(
      `until 5 June at 15:00 local time, ${example("moderate", cost, "2027-06-10", "2027-06-05T14:00Z")} is refunded`,
    );
    expect(words).toContain(
      `on 7 June, ${example("moderate", cost, "2027-06-10", "2027-06-07T12:00Z")} is refunded`,
    );
  });

  test("strict", () => {
    const words = article("cancellation-strict");
    const cost = [600, 60, 70];
    expect(words).toContain(
      "check-in on 30 June at 15:00 and costs €600.00 for the nights, €60.00 for cleaning and €70.00 service fee",
    );
    expect(words).toContain(
      `until 16 June at 15:00 local time, ${example("strict", cost, "2027-06-30", "2027-06-16T14:00Z")} is refunded`,
    );
    expect(words).toContain(
      `until 23 June at 15:00, ${example("strict", cost, "2027-06-30", "2027-06-23T14:00Z")} is refunded`,
    );
    expect(words).toContain(
      `later, until check-in, ${example("strict", cost, "2027-06-30", "2027-06-24T14:00Z")} is refunded`,
    );
  });

  test("the half cent", () => {
    expect(article("refund-status")).toContain(
      `50 % of €405.01 becomes ${formatMoney({ minor: halfRoundedUp(40_501), currency: "EUR" })}`,
    );
  });
});

test("the limits above which people approve are said wherever they matter, and how long they may take", () => {
  const { currencies, approvalMsMax } = builtInMoneyRules();
  const list = (limit: "refundMinorMax" | "guestMonthMinorMax" | "onePersonMinorMax") => {
    const [eur, usd, gbp, jpy, kwd] = [...currencies].map(([currency, limits]) =>
      formatMoney({ minor: limits[limit], currency }).replace("$", "US$"),
    );
    return `bove ${eur} (${usd}, ${gbp}, ${jpy} or ${kwd})`;
  };
  for (const slug of ["cancellation-overview", "ai-assistant", "refund-times", "grace-period"])
    expect(article(slug)).toContain(list("refundMinorMax"));
  const times = article("refund-times");
  expect(times).toContain(`${list("guestMonthMinorMax")} within 30 days`);
  expect(times).toContain(`${list("onePersonMinorMax")} two members of staff approve`);
  expect(times).toContain(`nobody decides within ${approvalMsMax / 3_600_000} hours`);
});

test("the times a refund takes, and of arrival and departure, are those of the articles", () => {
  const times = article("refund-times");
  expect(times).toContain(`arrive in ${cardWorkingDays} working days on cards`);
  expect(times).toContain(`up to ${walletWorkingDaysMax} working days for digital wallets`);
  expect(times).toContain(`up to ${transferDaysMax} days by bank transfer`);
  expect(["Visa ending 4242", "PayPal", "Bank transfer"].map(refundArrival)).toEqual([
    "5–10 working days",
    "up to 3 working days",
    "up to 14 days",
  ]);
  expect(article("check-in-times")).toContain(
    `Check-in is from ${checkInHour}:00 local time of the place, and check-out is by ${checkOutHour}:00`,
  );
});

test("a stay counts as begun from check-in, and then a person looks at it", () => {
  expect(article("cancelling-after-check-in")).toContain(
    `begun from check-in at ${checkInHour}:00 local time`,
  );
});
