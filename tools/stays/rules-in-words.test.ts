import { readFileSync } from "node:fs";
import { demoPlaces } from "../../db/demo-places.ts";
import { checkInHour } from "../stay-times.ts";
import { depositDaysAfter, depositDaysBefore } from "./stay-offer.ts";
import { serviceFeePercent } from "./stay-price.ts";
import { monthsAheadMax, nightsMax } from "./stay-rules.ts";
import { knownWishes, wishIn } from "./wishes.ts";

/* What the help centre tells people and what the code does are the same. A number changed on one side alone fails here. */

const article = (slug: string): string =>
  readFileSync(new URL(`../../knowledge/articles/${slug}.md`, import.meta.url), "utf8").replace(/\s+/g, " ");

test("how far ahead and how long a stay can be booked", () => {
  const words = article("how-to-book");
  expect(words).toContain(
    `up to ${monthsAheadMax} months ahead, and one booking can be for ${nightsMax} nights at most`,
  );
  expect(words).toContain(`Arrival today is possible until ${checkInHour}:00 at the place`);
});

test("what the service fee is", () =>
  expect(article("price-breakdown")).toContain(`The service fee is ${serviceFeePercent} % of the nights`));

test("when a deposit is authorised and released", () => {
  const words = article("security-deposit");
  expect(words).toContain(
    `authorised on your card, not charged, ${depositDaysBefore} days before check-in. It is released ${depositDaysAfter} days after check-out`,
  );
});

test("everything that can be wished for is named, and nothing else", () => {
  const [, named = ""] = /should have: (.*?)\. Wishes/.exec(article("finding-a-place")) ?? [];
  const wishes = named.split(/, | or /).map((words) => wishIn(words));
  expect(wishes).toEqual(knownWishes);
});

test("every currency of a place is one we are said to charge in", () => {
  const names: Record<string, string> = {
    EUR: "euros",
    USD: "US dollars",
    GBP: "pounds sterling",
    JPY: "Japanese yen",
    KWD: "Kuwaiti dinars",
  };
  const words = article("payment-methods");
  for (const currency of new Set(demoPlaces.map((place) => place.currency ?? "EUR")))
    expect(words).toContain(names[currency]);
});
