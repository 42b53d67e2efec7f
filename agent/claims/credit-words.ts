/*
 * "A credit of €25.00 has been added": what was added is no change, and what was credited no refund. The words of the deed "credit" where the credit
 * is what was given; where they say who gave it, they stand in `done-words.ts`.
 */

/** Do these words, `done` and what stands before it, say that a credit was made hers? */
export const wasCredited = (before: string, done: string): boolean =>
  creditBefore.test(before) && creditedWord.test(done);

const creditBefore = /\bcredits?\b(?! ?-?cards?)(?:\s+(?:of|in|for|worth|with|to)\s+\S+){0,3}\s*$/i;
const creditedWord = /^(?:added|issued|approved|granted|credited|released|arranged)$/i;

const creditThat = (was: string): RegExp =>
  new RegExp(
    String.raw`\bcredits?\b(?! ?-?cards?)(?:\s+\S+){0,8}?\s+(?:has|have|was|were)\s+(?:[a-z]+\s+){0,4}?(?:${was})\b`,
    "i",
  );

export const creditGiven = creditThat("given|granted|awarded|put");
/** Said of a credit that was given, and of one that was spent. */
export const creditSpent = creditThat("applied");

/** In other languages the same word tells of money on a card; beside a credit by its name, and no card, it tells of that. */
export const creditedElsewhere =
  /gutgeschrieben|(?<!\p{L})(?:créditée?s?|recréditée?s?)(?!\p{L})|abonad[oa]|creditad[oa]|accreditat[oaie]|bijgeschreven/iu;
