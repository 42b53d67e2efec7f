import type { Hints } from "./cues.ts";

/* Hints for the tools that report a problem and mail a receipt. */

/** "The heating is dead", "the power went out". */
const gone =
  /\b(?:is|are|was|has been|have been|went|keeps?|gone) (?:\S+ )?(?:dead|down|dying|bust(?:ed)?|kaputt?|faulty|defective|failing|tripping|out(?! of| for| on))\b/;

const wrong =
  /\b(?:broken|broke|block(?:ed)|clogged|leak(?:s|ing|ed|y)?|(?:is|are|was|were|has|have|do|does|did|will|would|can)(?: \S+)? not (?:\S+ )?(?:work\w*|open\w*|turn\w*|clean\w*|fit|fits|clos\w*|lock|flush|start|drain)|not working|never worked|stopped working|out of order|(?:no|without)(?: any)? (?:hot water|heating|heat|water|electricity|power|wi-?fi|internet|towels|lights?|sheets|linen)|(?:is|was|were) (?:off|cold)|dirty|filthy|disgusting|unclean|stain(?:s|ed)|smell(?:s|y|ed)?|stinks?|mould\w*|mold\w*|bed ?bugs?|bugs|cockroach\w*|mice|rats|(?:not|nobody|no one)(?: \S+){0,2} cleaned|noise|noisy|loud|drilling|construction|locked out|can not (?:get in|sleep|enter|open)|not as (?:described|advertised|shown|promised)|in the cold|freezing)\b/;

/** What goes wrong with a stay, as guests tell it. Reads `plain` text. */
export const problemWords = new RegExp(`(?:${wrong.source}|${gone.source})`);

/** Told as it is, of where she is, and nothing asked about rules or money. */
const told = new RegExp(
  `^(?!.*\\b(?:if|what happens|how (?:do|can|should|much|long)|who pays|what if|policy|refund\\w*|compensat\\w*|money|reimburse\\w*|get back|back for|discount|cancel\\w*|insurance|my fault|i (?:have )?(?:broke|broken)|we (?:have )?(?:broke|broken))\\b).*(?:${problemWords.source}|\\breport\\b.*\\b(?:problem|host|issue|that)\\b|\\b(?:tell|inform|let)\\b(?: \\S+){0,3} (?:host|owner)\\b)`,
);
const asksSomething =
  /^\W*(?:is|are|do|does|can|may|what|which|when|where|who|why|how|should|will|would)\b(?!.*\b(?:tell|inform|let|report)\b)/;

const receipt =
  "(?:receipts?|invoices?|bills?|proof of payment|payment confirmation|confirmation of (?:my |the )?payment)";

export const hintsForProblems: Record<string, Hints> = {
  report_problem: {
    deed: "report",
    cues: [
      { pattern: problemWords, weight: 0.35 },
      { pattern: /\b(?:tell|inform|let|report)\b(?: \S+){0,4} (?:host|owner|landlord)\b/, weight: 0.3 },
    ],
    bookings: ["current"],
    values: {
      kind: {
        cleanliness: /\b(?:disgusting|stinks?|smelly|mouldy?|mice|rats|bed ?bugs?|not (?:been )?cleaned)\b/,
        broken: new RegExp(
          `${gone.source}|\\b(?:no|without)(?: any)? (?:water|heat|electricity|power|wi-?fi|internet|lights?)\\b|\\b(?:does|do|did|will|is|are) not (?:work\\w*|turn\\w*|flush|drain|heat)\\b|\\b(?:blocked|clogged|leaks?)\\b|\\bstopped working\\b`,
        ),
        access: /\b(?:can not (?:get in|enter|open the door)|(?:code|key) (?:does|will) not)\b/,
        noise: /\b(?:drilling|barking|music|shouting|can not sleep)\b/,
      },
    },
    // Without a stay that goes on, the help centre says what to do.
    asks: (even, bookings) =>
      bookings.some(({ status }) => status === "current") && told.test(even) && !asksSomething.test(even),
  },
  resend_receipt: {
    deed: `(?:resend|send|mail|e-?mail)(?= (?:\\S+ ){0,5}${receipt})`,
    cues: [
      { pattern: new RegExp(`\\b${receipt}\\b`), weight: 0.45 },
      { pattern: /\b(?:refund|cancel)\b/, weight: -0.3 },
    ],
    bookings: ["upcoming", "current", "past"],
    asks: (even) =>
      new RegExp(
        `^(?!.*\\b(?:how (?:do|can|to|does)|where (?:do|can|is|are)|when (?:do|will)|which|vat|address on|include|made out to|in the name of|compan(?:y|ies)|business|employer)\\b).*(?:\\b(?:need|needs|want|wants|send|resend|mail|again|lost|deleted|once more|copy|get|have|please|pls|can not find|never got|not receive\\w*)\\b.*\\b${receipt}\\b|\\b${receipt}\\b.*\\b(?:need|needs|send|resend|mail|again|please|pls|copy|once more)\\b)`,
      ).test(even),
  },
};
