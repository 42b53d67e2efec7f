import { readFileSync } from "node:fs";
import { hostReplyMsMax } from "../../db/effects/report-problem.ts";
import { depositDaysAfter } from "../stays/stay-offer.ts";
import { serviceFeePercent } from "../stays/stay-price.ts";
import { nightsMax } from "../stays/stay-rules.ts";
import { graceHours } from "./cancellation-rules.ts";
import { duplicateHoursMax } from "./duplicate-charge.ts";
import { cardWorkingDays } from "./refund-arrival.ts";

/* What the help centre tells people about changes and part refunds, and what the code does, are the same. */

const article = (slug: string): string =>
  readFileSync(new URL(`../../knowledge/articles/${slug}.md`, import.meta.url), "utf8").replace(/\s+/g, " ");

const hostHours = hostReplyMsMax / 3_600_000;

test.each([
  [
    "change-booking",
    [
      `a booking can be for ${nightsMax} nights at most`,
      `with a service fee of ${serviceFeePercent} %`,
      "Nights that you keep cost what you agreed when you booked",
      "as long as cancelling would still give everything back",
      "only a person can move the arrival to a later day",
      `takes ${cardWorkingDays} working days on cards`,
      `The ${graceHours}-hour grace period counts from the original booking`,
    ],
  ],
  ["security-deposit", [`due back from ${depositDaysAfter} days after check-out: ask for it in the chat`]],
  [
    "payment-problems",
    [`Two payments of the same amount for one booking within ${duplicateHoursMax} hours are a double charge`],
  ],
  [
    "problem-with-stay",
    [
      `the host has ${hostHours} hours to reply and suggest a solution`,
      `does not reply within ${hostHours} hours, you can ask in the chat for your money`,
      "the nights from the day of the report on come back",
    ],
  ],
  ["refund-status", [`does not reply within ${hostHours} hours`]],
])("%s says the rules with their numbers", (slug, promises) => {
  for (const words of promises) expect(article(slug)).toContain(words);
});
