const words = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** A number as guests write it, as a pattern: "3", "three", "a". */
export const numberWord = `\\d{1,3}|an?|${words.join("|")}|(?:a )?couple(?: of)?`;

/** Undefined for what is none. */
export function numberIn(word: string): number | undefined {
  const even = word.trim().toLowerCase();
  if (/^\d+$/.test(even)) return Number(even);
  if (/^an?$/.test(even)) return 1;
  if (/couple/.test(even)) return 2;
  const at = words.indexOf(even);
  return at < 0 ? undefined : at;
}

/**
 * How many people a message says: "for two", "four guests", "two adults and a child", "just me". Undefined when it says none, or only how many more
 * or fewer. `bare`: a number by itself counts, because we had asked.
 */
export function peopleIn(text: string, { bare = false } = {}): number | undefined {
  const even = text
    .toLowerCase()
    .replace(/\b(?:instead of|rather than) \S+(?: (?:people|guests|persons))?/g, " ");
  const party = parties.map((pattern) => pattern.exec(even)?.[1]).find((found) => found !== undefined);
  if (party !== undefined) return numberIn(party);
  const counted = [...even.matchAll(heads)].map((match) => numberIn(match[1]!) ?? 0);
  if (counted.length > 0) return counted.reduce((sum, count) => sum + count, 0);
  if (
    /\bsingle (?:travell?er|person|guest)\b|\b(?:just|only) (?:for )?(?:me|myself)\b|\b(?:alone|by myself|on my own|solo)\b/.test(
      even,
    )
  )
    return 1;
  if (
    /\bmy (?:wife|husband|partner|girlfriend|boyfriend|friend|mother|sister|brother|mum|dad) and (?:me|i|myself)\b|\b(?:the )?(?:both|two) of us\b|\b(?:a|the) couple\b/.test(
      even,
    )
  )
    return 2;
  return bare
    ? numberIn(/^\W*(?:for |we are |it is |there are )?([a-z0-9]+)\W*$/.exec(even)?.[1] ?? "")
    : undefined;
}

/** Not "one more person": that counts what is added. */
const heads = new RegExp(
  `(?<!\\b(?:add|another|extra|more|fewer|less) )\\b(${numberWord}) (?!more|fewer|less|extra|additional)(?:grown-?up|little|small|young)? ?(?:people|persons?|guests?|adults?|travell?ers?|child(?:ren)?|kids?|bab(?:y|ies)|toddlers?|heads|pax)\\b`,
  "g",
);

const parties = [
  `\\b(?:family|party|group|team) of (${numberWord})\\b`,
  `\\b(?:we are|we're|we will be|we'll be|we were|we would be|we'd be|we be|there (?:will be|are)|make (?:it|that)|(?:it is|it's|that is|that makes|makes)(?: us)?) (?:just |only )?(${numberWord})\\b(?! (?:night|day|week|hour|minute|adult|child|kid))`,
  `\\b(${numberWord}) of us\\b`,
  `\\bso (?:we are |now )?(${numberWord})\\W*$`,
  `\\b(${numberWord}) (?:in (?:all|total)|altogether)\\b`,
  `\\bfor (?:just |only |us )?(${numberWord})\\b(?! ?(?:more )?(?:nights?|days?|weeks?|months?|hours?|adults?|child|kid|st|nd|rd|th|€|euro|january|february|march|april|may|june|july|august|september|october|november|december|\\S+ nights?|to \\d|[-–]))(?!\\d|,)`,
].map((pattern) => new RegExp(pattern));
