import { stem } from "../../../knowledge/stem.ts";
import { concepts } from "./concepts.ts";

/**
 * The message with case, accents, apostrophes and contractions evened out ("Can’t" is "can not"); punctuation stays.
 * What the cue patterns read.
 */
export function plain(text: string): string {
  let even = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[‘’`´]/g, "'")
    .toLowerCase();
  for (const [pattern, full] of contractions) even = even.replace(pattern, full);
  return even.replace(/\s+/g, " ").trim();
}

export const wordsOfPlain = (even: string): string[] => even.match(/[\p{L}\p{N}]+/gu) ?? [];

/** The different ways to say one thing made one word: "call it off" becomes "cancel". Takes plain text. */
export function merged(even: string): string {
  return concepts.reduce((text, [concept, pattern]) => text.replace(pattern, concept), even);
}

/** What two messages are compared by. Takes plain text. */
export const stemsOfPlain = (even: string): string[] => wordsOfPlain(merged(even)).map(stem);

/** Phrasing rather than matter. Such words count a little when messages are compared, and nothing when a message is judged by its matter. */
export const functionWords: ReadonlySet<string> = new Set(
  `a an the this that these those it its i me my mine we us our ours you your yours he his she her they them their is am are was
  were be been being do does did doing done have has had having can could will would shall should may might must of to in on at by
  for from with about into as and or but so if then than there here what which who whom whose when where why how not no yes please
  just also too very really quite some any all more most much many get got let say said know think want need like hi hello hey dear
  thanks thank ok okay well now yet still already up out off over again even ever only sure maybe kindly ask tell give see look make
  something anything thing right one`
    .split(/\s+/)
    .map(stem),
);

const contractions: [RegExp, string][] = [
  [/\bcan'?t\b|\bcannot\b/g, "can not"],
  [/\bwon'?t\b/g, "will not"],
  [/\b(do|does|did|is|are|was|were|has|have|had|would|could|should|need)n'?t\b/g, "$1 not"],
  [/\b(what|who|where|when|how|that|there|it|he|she|here)'s\b/g, "$1 is"],
  [/\b(what|where|who|how|that)s\b/g, "$1 is"],
  [/\blet'?s\b/g, "let us"],
  [/\bi'?m\b/g, "i am"],
  [/\b(you|we|they)'re\b/g, "$1 are"],
  [/\b(i|you|we|they)'ve\b/g, "$1 have"],
  [/\b(i|you|he|she|we|they|it|that)'d\b/g, "$1 would"],
  [/\b(i|you|he|she|we|they|it|that)'ll\b/g, "$1 will"],
  [/\bpl[sz]+\b/g, "please"],
  [/\bu\b/g, "you"],
  [/\bwanna\b/g, "want to"],
  [/\bgonna\b/g, "going to"],
  [/\bgotta\b/g, "have to"],
  [/\b(?:check|chk)[- ]?in\b/g, "checkin"],
  [/\bcheck[- ]?out\b/g, "checkout"],
];
