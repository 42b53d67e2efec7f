import { readdirSync, readFileSync } from "node:fs";
import { hostReplyMsMax } from "../../db/effects/report-problem.ts";
import { formatMoney } from "../money.ts";
import { builtInMoneyRules, type CurrencyLimits } from "../money-rules.ts";
import { depositDaysAfter, depositDaysBefore } from "../stays/stay-offer.ts";
import { serviceFeePercent } from "../stays/stay-price.ts";
import { monthsAheadMax, nightsMax } from "../stays/stay-rules.ts";
import { graceCheckInHoursMin, graceHours } from "./cancellation-rules.ts";
import { duplicateHoursMax } from "./duplicate-charge.ts";
import { cardWorkingDays, walletWorkingDaysMax } from "./refund-arrival.ts";

/* Whatever article states a number that code holds too, states the code's. Articles are read as they are: a new one that says otherwise fails here. */

const folder = new URL("../../knowledge/articles/", import.meta.url);
const articles = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8").replace(/\s+/g, " ") }));

const rules = builtInMoneyRules();
const hostHours = hostReplyMsMax / 3_600_000;

/** What is stated, the number in it as a group, the code's number, and in how many articles at least. */
const statements: [what: string, pattern: RegExp, held: number | string, articlesMin: number][] = [
  ["host has so long to reply", /\bhost has (\d+) hours to reply\b/g, hostHours, 9],
  ["host does not reply in time", /\bdoes not reply within (\d+) hours\b/g, hostHours, 2],
  ["offer stands", /\b(?:quote|offer) is valid for (\d+) minutes\b/g, rules.offerMsMax / 60_000, 3],
  ["approval waits", /\bnobody decides within (\d+) hours\b/g, rules.approvalMsMax / 3_600_000, 1],
  [
    "deposit is authorised",
    /\b(?:deposit|amount|charged,)[^.;]* (\d+) days before check-in\b/g,
    depositDaysBefore,
    2,
  ],
  ["deposit is released", /\b(?:released|due back from) (\d+) days after check-out\b/g, depositDaysAfter, 1],
  ["double charge", /\bwithin (\d+) hours are a double charge\b/g, duplicateHoursMax, 1],
  ["service fee", /\bservice fee (?:is|of) (\d+) %/g, serviceFeePercent, 2],
  ["longest stay", /\b(\d+) nights at most\b/g, nightsMax, 2],
  ["booked ahead", /\b(\d+) months ahead\b/g, monthsAheadMax, 1],
  ["grace period", /\bfull refund[^.]* within (\d+) hours of booking\b/g, graceHours, 4],
  ["grace period's check-in", /\bwhen check-in is at least (\d+) hours away\b/g, graceCheckInHoursMin, 4],
  ["cards", /\b(\d+–\d+) working days on cards\b/g, cardWorkingDays, 3],
  ["wallets", /\bup to (\d+) working days (?:for|with) digital wallets\b/g, String(walletWorkingDaysMax), 1],
];

test.each(statements)(
  "%s: every article that says it says the code's number",
  (_what, pattern, held, min) => {
    const said = statedIn(pattern);
    expect(said.filter(({ number }) => number !== String(held))).toEqual([]);
    expect(new Set(said.map(({ name }) => name)).size).toBeGreaterThanOrEqual(min);
  },
);

test("every list of limits is one of the money rules, in all currencies", () => {
  const limits = (["refundMinorMax", "guestMonthMinorMax", "onePersonMinorMax"] as const).map(listOf);
  const said = statedIn(/\babove (€[\d,.]+ \([^)]*\))/gi);
  expect(said.filter(({ number }) => !limits.includes(number))).toEqual([]);
  expect(said.length).toBeGreaterThanOrEqual(limits.length);
});

test("no article says that a person decides every part refund, for the rules clear some by themselves", () => {
  expect(statedIn(/(partial refund (?:is )?decided by a person)/g)).toEqual([]);
});

test("an article that states another number is found", () => {
  const [, pattern] = statements[0]!;
  const strange = [{ name: "new.md", text: "The host has 2 hours to reply, then Staywell steps in." }];
  expect(statedIn(pattern, strange)).toEqual([{ name: "new.md", number: "2" }]);
});

function statedIn(pattern: RegExp, among = articles): { name: string; number: string }[] {
  return among.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].map(([, number = ""]) => ({ name, number })),
  );
}

/** "€500.00 (US$550.00, £450.00, ¥80,000 or KWD 170.000)" */
function listOf(limit: keyof CurrencyLimits): string {
  const [eur, ...others] = [...rules.currencies].map(([currency, limits]) =>
    formatMoney({ minor: limits[limit], currency }).replace("$", "US$"),
  );
  return `${eur} (${others.slice(0, -1).join(", ")} or ${others.at(-1)})`;
}
