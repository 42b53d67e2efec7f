import { stem } from "./stem.ts";
import { stopWords } from "./stop-words.ts";
import { alsoSaid, meant } from "./synonyms.ts";

/** One thing a question is about. `ways` are the wordings that mean it, the guest's own first; each is one or more words. */
export interface Term {
  ways: string[][];
}

/** Terms read from one text: a guest's question has five, and 4,000 characters of complaint are found by their beginning. */
export const termsMax = 40;

/**
 * What a text is about: its content words, in order and with repetitions (a repeated word is a guest's way to stress it),
 * stop words dropped, with the ways the help centre may say each. Any input is safe: a word is letters and digits alone.
 */
export function contentTerms(text: string): Term[] {
  const words = wordsOf(text.replace(bookingReferences, " "));
  const stems = words.map(stem);
  const terms: Term[] = [];
  for (let at = 0; at < words.length && terms.length < termsMax; ) {
    const expression = expressions.get(stems[at]!)?.find(({ stems: wanted }) => startsAt(stems, wanted, at));
    const length = expression?.stems.length ?? 1;
    terms.push(...termsFor(words.slice(at, at + length), expression));
    at += length;
  }
  return terms.slice(0, termsMax);
}

/** A meaning stands in for the words it replaces; other ways to say an expression go to its first content word. */
function termsFor(own: string[], expression?: Expression): Term[] {
  if (expression?.instead) return [{ ways: expression.means }];
  const content = own.filter((word) => !stopWords.has(word));
  if (content.length === 0) return expression ? [{ ways: [own, ...expression.means] }] : [];
  return content.map((word, index) => ({
    ways: [[word], ...(index === 0 ? (expression?.means ?? []) : [])],
  }));
}

/** Lower case, without accents, split at whatever is neither letter nor digit: as the index's `unicode61` splits. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

export const stemsOf = (text: string): string[] => wordsOf(text).map(stem);

/** Does a text, given as its stems, say this in one of its ways? */
export const saysTerm = (stems: readonly string[], term: Term): boolean =>
  term.ways.some((way) => {
    const wanted = way.map(stem);
    const first = wanted[0] ?? "";
    for (let at = stems.indexOf(first); at >= 0; at = stems.indexOf(first, at + 1))
      if (startsAt(stems, wanted, at)) return true;
    return false;
  });

/** Equal for two terms that mean the same wording: "cats" and "cat". */
export const termKey = (term: Term): string => term.ways[0]!.map(stem).join(" ");

/** Every article shows BK-204 as an example, so a guest's own reference would find the examples. */
const bookingReferences = /\b[a-z]{2}-?\d{2,}\b/gi;

interface Expression {
  stems: string[];
  means: string[][];
  instead: boolean;
}

const expressionsOf = (entries: Record<string, string[]>, instead: boolean): Expression[] =>
  Object.entries(entries).map(([says, means]) => ({
    stems: stemsOf(says),
    means: means.map(wordsOf),
    instead,
  }));

/** By first stem; longest first, so that "check in" wins over "check". */
const expressions = new Map<string, Expression[]>();
for (const expression of [...expressionsOf(meant, true), ...expressionsOf(alsoSaid, false)].sort(
  (a, b) => b.stems.length - a.stems.length,
)) {
  const first = expression.stems[0]!;
  expressions.set(first, [...(expressions.get(first) ?? []), expression]);
}

const startsAt = (stems: readonly string[], wanted: readonly string[], at: number): boolean =>
  wanted.every((one, offset) => stems[at + offset] === one);
