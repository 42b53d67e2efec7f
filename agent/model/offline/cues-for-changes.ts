import type { Hints } from "./cues.ts";
import { problemWords } from "./cues-for-problems.ts";
import { isAsking, moodOf } from "./mood.ts";
import { peopleIn } from "./numbers.ts";
import { shiftedDates } from "./shift-in.ts";
import { merged } from "./words.ts";

/* Hints for the tools that change a booking, and for those that give money back for a reason. */

const money = "(?:money|refund|back|compensat\\w*|reimburse\\w*|entitled|due|give (?:me|us)|get|expect)";
const part =
  "(?:nights?|cleaning fee|service fee|fees?|deposit|part|partial(?:ly)?|(?:double|duplicate|second) (?:charge|payment)|compensation|half)";
const earlierOrLater =
  /\b(?:earlier|later|longer|shorter|instead|extra|extend|until|arriv\w+|leav\w+|come|coming|shift|another date|other dates?|different dates?|third|more|additional|third person|headcount)\b/;

const companions =
  "(?:we|us|wife|husband|partner|girlfriend|boyfriend|friends?|mother|father|mum|mom|dad|parents|sisters?|brothers?|sons?|daughters?|child|children|kids?|baby|cousins?|aunt|uncle|nephew|niece|grandma|grandpa|colleagues?|in laws?|family)";
const partyChanges = new RegExp(
  `\\b${companions}\\b(?: (?!to\\b)\\S+){0,3} (?:(?:is|are|will be) (?:also |not |now |still )*)?(?:coming|joining|travel+ing|(?:can|will) not (?:come|join|make it)|dropped out)\\b|` +
    /\b(?:(?:joins|join) us|not (?:\d|one|two|three|four|five|six|seven|eight)|(?:\d|one|two|three|four|five|six|seven|eight)(?: of us| people| guests)? now|(?:we|there) are (?:only |just )?(?:down |up )to|so (?:\d|two|three|four|five|six|seven|eight)(?= people| guests|$))\b/
      .source,
);
const saysDay =
  /\b(?:\d{1,2}(?:st|nd|rd|th)?|january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/;
const anyStay = { checkIn: "2026-01-10", checkOut: "2026-01-20" };

export const hintsForChanges: Record<string, Hints> = {
  change_dates: {
    deed: "shift",
    cues: [
      { pattern: /\bshift\b/, weight: 0.35 },
      { pattern: /\b(?:refund|headcount)\b/, weight: -0.3 },
    ],
    bookings: ["upcoming", "current"],
    // "Can I stay one more night?" wants it; "can I change the dates?" and "can I stay longer if …?" ask about it.
    asks: (even) =>
      /^\W*(?:(?:hi|hello|hey|so|and|ok|please|also)\W+)*(?:can|could|may) (?:i|we)\b.*\bshift\b/.test(
        merged(even),
      ) &&
      !moodOf(even).asksAmount &&
      !/\b(?:if|before|unless|extra|price|fees?|charged?)\b/.test(even) &&
      (saysDay.test(even) || Object.keys(shiftedDates(even, anyStay)).length > 0),
  },
  change_guests: {
    deed: "headcount",
    cues: [
      { pattern: /\bheadcount\b/, weight: 0.4 },
      { pattern: /\bshift\b/, weight: -0.2 },
      { pattern: partyChanges, weight: 0.3 },
    ],
    bookings: ["upcoming", "current"],
    // "My sister is coming too, so we are three" says who comes, and wants it written down.
    asks: (even) => !isAsking(even) && partyChanges.test(even) && peopleIn(even) !== undefined,
  },
  quote_change: {
    cues: [
      {
        pattern: new RegExp(
          `\\b(?:how much|what|price|cost\\w*|extra|difference|cheaper|pricier|dearer|more expensive|on top|pay)\\b.*${earlierOrLater.source}|${earlierOrLater.source}.*\\b(?:price|cost\\w*|cheaper|pricier|dearer|expensive|extra|pay|difference)\\b`,
        ),
        weight: 0.3,
      },
      {
        pattern:
          /\b(?:shift|headcount)\b.*\b(?:cost|price|pay|extra|difference)\b|\b(?:cost|price|pay|extra|difference)\b.*\b(?:shift|headcount)\b/,
        weight: 0.3,
      },
      { pattern: /\b(?:cancel|refund)\b/, weight: -0.4 },
      { pattern: /\b(?:what time|latest|earliest|when (?:do|can|must|should) (?:i|we))\b/, weight: -0.4 },
    ],
    previews: ["change_dates", "change_guests"],
    bookings: ["upcoming", "current"],
  },
  quote_refund: {
    cues: [
      // Without a reason and without a part it is about cancelling, or about a refund that is under way.
      { pattern: new RegExp(`^(?!.*\\b${part}\\b)(?!.*${problemWords.source})`), weight: -0.4 },
      {
        pattern: new RegExp(`${problemWords.source}.*\\b${money}\\b|\\b${money}\\b.*${problemWords.source}`),
        weight: 0.45,
      },
      {
        pattern: new RegExp(
          `\\b(?:how much|what|entitled|refundable|due|could|would|is)\\b.*\\b${part}\\b.*${problemWords.source}`,
        ),
        weight: 0.2,
      },
      { pattern: /\bcancel\b/, weight: -0.5 },
    ],
    previews: ["request_refund"],
    bookings: ["current", "past"],
  },
  request_refund: {
    deed: "refund",
    cues: [
      { pattern: new RegExp(`^(?!.*\\b${part}\\b)(?!.*${problemWords.source})`), weight: -0.4 },
      { pattern: new RegExp(`\\brefund\\b.*\\b${part}\\b|\\b${part}\\b.*\\brefund\\b`), weight: 0.3 },
      {
        pattern: new RegExp(`\\brefund\\b.*${problemWords.source}|${problemWords.source}.*\\brefund\\b`),
        weight: 0.35,
      },
      { pattern: /\bcancel\b/, weight: -0.6 },
      { pattern: /\b(?:where|when|status|still|yet|arrived?|received?|waiting|processed)\b/, weight: -0.3 },
    ],
    bookings: ["current", "past"],
  },
  check_duplicate_charge: {
    cues: [
      {
        pattern:
          /\b(?:twice|double|doubled|two times|2x|duplicate\w*|(?:two|2) (?:payments?|charges?|debits?|transactions?)|same (?:amount|payment|charge))\b.*\b(?:charg\w+|pa(?:y|id)\w*|bill\w*|debit\w*|account|card|statement|bank|booking|reservation|times)\b|\b(?:charg\w+|pa(?:y|id)\w*|bill\w*|debit\w*|took|taken|money|bank|card|amount)\b.*\b(?:twice|double|two times|2x|duplicate\w*)\b/,
        weight: 0.6,
      },
    ],
    bookings: ["upcoming", "current", "past", "cancelled"],
    yieldsTo: ["request_refund"],
  },
};
