import type { BookingBrief } from "../model.ts";
import { hintsForChanges } from "./cues-for-changes.ts";
import { hintsForProblems } from "./cues-for-problems.ts";
import { hintsForStays } from "./cues-for-stays.ts";
import type { BookingStatus } from "./which-booking.ts";

/** Hints beside a tool's own examples. A tool without an entry is found by its examples alone. */
export interface Hints {
  /** Phrasings that speak for the tool or, with a negative weight, against it. They read `plain` text, then the same with its ways to say one thing merged (`concepts.ts`). */
  cues: { pattern: RegExp; weight: number }[];
  /** What the tool's booking usually is, when the guest names none. */
  bookings?: readonly BookingStatus[];
  /** The writing tools whose effect this one only tells: it takes the messages that ask about their deed without asking for it. */
  previews?: readonly string[];
  /** The writing tools that come before this one when their deed is ordered, though this one does not tell what they would bring. */
  yieldsTo?: readonly string[];
  /** The word for a writing tool's deed, as `concepts.ts` merges it, or a pattern of it. Without one it is the first word of the tool's name. */
  deed?: string;
  /** Ways to ask for the deed that are no order: "there is no hot water" wants it reported. Reads `plain` text. The guest still confirms a card. */
  asks?: (even: string, bookings: BookingBrief[]) => boolean;
  /** Inputs that are one of a list: how guests say each value. */
  values?: Record<string, Record<string, RegExp>>;
}

const booking =
  "(?:booking|reservation|trip|stay|holiday|vacation|visit|place|apartment|flat|loft|room|accommodation)";
const bookings = "(?:bookings|reservations|trips|stays|holidays|vacations)";
const refund = "(?:refund\\w*|reimburse\\w*|money|repayment|amount)";

const hostCancels = /\b(?:hosts?|owner|landlord)\b(?: \S+){0,3} cancel/;

export const hints: Record<string, Hints> = {
  ...hintsForStays,
  ...hintsForChanges,
  ...hintsForProblems,
  list_my_bookings: {
    cues: [
      {
        pattern: new RegExp(`\\b(?:my|all|any|our|the|which|what|many)\\b(?: \\S+){0,3} ${bookings}\\b`),
        weight: 0.25,
      },
      {
        pattern:
          /\b(?:what|anything|everything|something|all)\b(?: \S+){0,4} (?:booked|reserved|coming up|planned)\b|\bbooking (?:numbers|references|codes)\b/,
        weight: 0.25,
      },
      {
        pattern:
          /\b(?:reserved|booked|reservations?|bookings?)\b.*\b(?:under|in|on) my (?:name|account|profile)\b/,
        weight: 0.2,
      },
      { pattern: /\b[a-z]{2}-?\d{3,6}\b/, weight: -0.3 },
    ],
    values: {
      when: {
        upcoming: /\b(?:upcoming|coming|next|future|ahead|soon|planned|later|still to come)\b/,
        past: /\b(?:past|previous|earlier|last|old|former|so far|been|history|did i stay)\b/,
        all: /\b(?:all|every|everything)\b/,
      },
    },
  },
  get_booking: {
    cues: [
      {
        pattern:
          /^\W*(?:(?:booking|reservation|my|the|about|for|it is|ref\w*|no|number)\W+)*[a-z]{2}[ -]?\d{2,6}(?:\W+(?:status|info|information|details?|please))*\W*$/,
        weight: 0.5,
      },
      {
        pattern: new RegExp(
          `\\b(?:details?|info\\w*|dates?|address|host|total|price|guests|nights|overview|summary|confirmed|look ?up|pull up|bring up|open|see)\\b(?: \\S+){0,4} (?:${booking}|[a-z]{2}-?\\d+)\\b`,
        ),
        weight: 0.2,
      },
      { pattern: /\b[a-z]{2}-?\d+\b/, weight: 0.08 },
      { pattern: /^\W*(?:is|was|does|has|are)(?: \S+){0,3} [a-z]{2}-?\d+\b/, weight: 0.15 },
      { pattern: hostCancels, weight: -0.3 },
      {
        pattern:
          /^(?!.*\b(?:cancel|refund)).*\b(?:did|have) (?:i|we|it|that|this)\b.*\b(?:cost|pay|paid|end up)\b/,
        weight: 0.25,
      },
      {
        pattern: new RegExp(
          `^(?:so |and |but |ok |okay )*(?:(?:is|was) (?:it|this|that|(?:my |the )?${booking}|[a-z]{2}-?\\d+)(?: \\S+){0,2} cancell?ed|did (?:the|my) cancell?ation)\\b`,
        ),
        weight: 0.3,
      },
      {
        pattern:
          /^(?!.*\brefund).*(?:\bdid(?: \S+){1,3} cancel\b|\b(?:was|is|were|has|have|been)\b(?: \S+){0,4} cancell?ed\b)/,
        weight: 0.4,
      },
      {
        pattern:
          /^(?!.*\b(?:cancel|refund)).*\b(?:cost|total|price|paid|pay|info\w*|details?|particulars|registered|guests)\b.*\b[a-z]{2}-?\d+\b|\b[a-z]{2}-?\d+\b.*\b(?:cost|total|price|info\w*|details?|particulars)\b/,
        weight: 0.15,
      },
      {
        pattern: new RegExp(
          `\\b(?:when|where|which|what|who|how much|how many)\\b(?: \\S+){0,6} (?:(?:my|our) (?:\\S+ )?${booking}|booked|[a-z]{2}-?\\d+)\\b`,
        ),
        weight: 0.1,
      },
      {
        pattern: /\b[a-z]{2}-?\d+\b.*\b(?:starts?|begins?|ends?|arriv\w+|leav\w+|check(?:in|out))\b/,
        weight: 0.15,
      },
    ],
    bookings: ["upcoming", "current"],
  },
  quote_cancellation: {
    cues: [
      {
        pattern:
          /^(?!.*\b(?:told|promised|supposed to)\b).*\b(?:if|would|could|suppose|in case)\b.*\b(?:refund\w*|back|lose|money|reimburse\w*|charged?|cost)\b|\b(?:eligible|qualify|entitled)\b.*\brefund/,
        weight: 0.2,
      },
      { pattern: hostCancels, weight: -0.6 },
    ],
    previews: ["cancel_booking"],
    bookings: ["upcoming", "current"],
  },
  cancel_booking: {
    cues: [
      {
        pattern:
          /\b(?:cancel\w*|delete|remove|stop)(?: (?:of|my|our|the|a|an|this|that|one|single|first|last|only|just|\d)){0,4} (?:account|profile|membership|subscription|newsletter|payment|card|review|message|invoice|request|guest|person|night|parking|breakfast|refund|cancellation)s?\b/,
        weight: -0.4,
      },
      { pattern: hostCancels, weight: -0.6 },
    ],
    bookings: ["upcoming", "current"],
  },
  refund_status: {
    cues: [
      {
        pattern: new RegExp(
          `\\b(?:where|when|status|track\\w*|any news|update|waiting|arriv\\w+|received?|processed|issued|still (?:no|not|nothing|waiting)|not (?:\\S+ )?(?:received|arrived|got|seen|come)|has(?: not)?|did)\\b(?: \\S+){0,6} ${refund}\\b`,
        ),
        weight: 0.2,
      },
      {
        pattern: new RegExp(
          `\\b${refund}\\b(?: \\S+){0,6} (?:yet|status|arrived?|received|gone|processed|issued|missing|late|pending|landed|come|shown|there)\\b`,
        ),
        weight: 0.2,
      },
      { pattern: /\b(?:cancelled|canceled)\b.*\b(?:still|yet|nothing|waiting|not)\b/, weight: 0.3 },
      // What she has of it, not whether one can pay with it or how long it lasts.
      {
        pattern:
          /^(?!.*\b(?:valid|expires?|expiry|pay|use|work)\b).*\b(?:how much|any|my|have a|what|left|given)\b(?: \S+){0,5} credit\b(?! (?:or debit |card|note))/,
        weight: 0.3,
      },
      {
        pattern:
          /\b(?:my|the|our|any) refund\b(?! (?:polic|rule|amount|if|when))|\bmoney (?:you|staywell) owes?\b/,
        weight: 0.2,
      },
      {
        pattern:
          /\b(?:has|have|had|was|were|did|been|is)\b(?: \S+){0,6} (?:paid back|sent back|refunded|reimbursed|credited|returned)\b|\bno refund\b(?! polic)/,
        weight: 0.25,
      },
      {
        pattern:
          /\b(?:told|promised|supposed to|said|agreed|confirmed|expecting)\b(?: \S+){0,8} (?:refund\w*|reimburse\w*|money back|paid back)\b/,
        weight: 0.3,
      },
      { pattern: /\bwhere(?: is| are)? (?:my|the|our) (?:[€$£¥] ?)?\d/, weight: 0.5 },
      {
        pattern: /\b(?:take|charge|debit|collect|withdraw)\w*\b(?: \S+){0,3} (?:money|amount|payment)\b/,
        weight: -0.4,
      },
      { pattern: /\bcancel\b|\bcalculate\b|\bwork out\b|\bestimate\b/, weight: -0.15 },
      { pattern: /\bhow long\b|\busually\b|\bif\b|\bwould\b/, weight: -0.2 },
    ],
    bookings: ["cancelled"],
  },
};
