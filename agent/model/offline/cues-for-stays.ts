import type { Hints } from "./cues.ts";

/* Hints for the tools that look for stays and book them. */

const kind =
  "(?:place|apartment|flat|loft|house|studio|cottage|cabin|villa|room|home|accommodation|somewhere|something|anything|anywhere)s?";
const mine =
  /\b(?:my|our) (?:\S+ )?(?:booking|reservation|trip|stay|place|apartment|flat|loft|room)\b|\b[a-z]{2}-?\d{3,6}\b/;

/** What we do not sell. */
const notOurs = {
  pattern:
    /\b(?:bikes?|bicycles?|scooters?|flights?|restaurants?|taxi|cab|rental car|tickets?|tours?|trains?|shuttle|table|museum|bikes?|bicycles?|cars?|transfers?|breakfast)\b/,
  weight: -0.7,
};
/** "Do I need a passport to book?" asks how it works. */
const asksTerms = {
  pattern: /\b(?:need|have|has|required|necessary|old)\b(?: \S+){0,6} to (?:book|reserve|rent)\b/,
  weight: -0.5,
};
const done = {
  pattern: /\bdid (?:i|we)\b|\b(?:i|we)(?: have)? (?:already )?(?:booked|reserved|rented)\b/,
  weight: -0.4,
};

export const hintsForStays: Record<string, Hints> = {
  search_stays: {
    cues: [
      {
        pattern: new RegExp(
          `^\\W*(?:(?:hi|hello|please|a|an|any|some|nice|good|cheap|small|big|quiet)\\W+)*${kind}(?: for \\S+)? (?:in|near|around|at|by) \\w+`,
        ),
        weight: 0.35,
      },
      {
        pattern: new RegExp(
          `\\b(?:look(?:ing)? for|search(?:ing)?|find|recommend|suggest|after|show me|which of your|what (?:\\S+ ){0,2}do you have|have you got|do you have)\\b(?: \\S+){0,5} (?:${kind}|in \\S+)\\b|\\b(?:any|are there|is there)(?: \\S+){0,2} ${kind}\\b`,
        ),
        weight: 0.3,
      },
      {
        pattern:
          /\b(?:cheapest|cheaper|best|nicest|largest|quiet\w*)\b(?: \S+){0,3} (?:place|one|flat|apartment|you)\b/,
        weight: 0.25,
      },
      {
        pattern:
          /\b(?:alternatives?|similar|something (?:like|else)|instead)\b.*\b(?:place|city|booking|apartment|flat|dates|there|suggest|find)\b/,
        weight: 0.25,
      },
      {
        pattern: /\bwhat (?:do you have|have you got|is there|else is there) (?:in|near|around|at|for)\b/,
        weight: 0.4,
      },
      { pattern: /\b(?:what|which)\b(?: \S+){0,3} (?:polic|rule|document|fee|payment|tax)\w*/, weight: -0.4 },
      {
        pattern:
          /^(?=.*\b(?:\d{1,2}|christmas|easter|new year|weekend)\b).*\b(?:want|plan\w*|hope|hoping|going|wish|like|love|need) to (?:spend|stay|visit|travel|go|come|be)\b(?: \S+){0,5} (?:in|to|at) (?!my|our|us|bed|court|home)\w+/,
        weight: 0.35,
      },
      { pattern: /\bshift\b/, weight: -0.3 },
      { pattern: mine, weight: -0.25 },
      notOurs,
      done,
    ],
  },
  check_availability: {
    cues: [
      {
        pattern:
          /\b(?:is|are|can|could|still|any|what|which|has|have)\b.*\b(?:free(?! of| cancel| refund)|available|availability|vacanc\w+|vacant|taken|still (?:open|get|have)|open)\b/,
        weight: 0.3,
      },
      {
        pattern: new RegExp(
          `^(?!.*\\b(?:my|our|cancel\\w*|refund\\w*|change|move)\\b).*\\b(?:price|cost|how much|come to)\\b.*\\b(?:${kind}|nights?|people|from \\d|\\d+ to \\d+)\\b`,
        ),
        weight: 0.3,
      },
      {
        pattern:
          /\b(?:can|could|may) (?:i|we) (?:get|have|rent|take)\b(?=.*\b(?:\d|tomorrow|january|february|march|april|may|june|july|august|september|october|november|december)).*\b(?:people|guests|persons|adults|nights?|week)\b/,
        weight: 0.35,
      },
      {
        pattern: /\b(?:cheapest|which of your|do you have|any places?|looking for|anything)\b/,
        weight: -0.25,
      },
      { pattern: mine, weight: -0.3 },
      notOurs,
      asksTerms,
      done,
    ],
    previews: ["book_stay"],
  },
  book_stay: {
    // Its name is also that of what it makes ("my booking"), so its deed is the word that `concepts.ts` makes of all its verbs.
    deed: "reserve\\b",
    cues: [
      { pattern: /\breserve\b(?: \S+){0,6} (?:place|from|for|at|bk-0000|\d)/, weight: 0.2 },
      { pattern: mine, weight: -0.3 },
      notOurs,
      asksTerms,
      done,
    ],
  },
};
