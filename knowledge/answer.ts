import { joinSentences, splitSentences } from "./sentences.ts";
import { contentTerms, saysTerm, stemsOf, type Term, termKey } from "./terms.ts";

/**
 * The extractive answer: the one or two sentences of a passage that best answer a question, word for word and in their
 * order. A sentence counts by the question's words it holds, each worth more the fewer sentences of the passage hold it. When none
 * holds any (the passage matched by its heading), it is the first one, where articles put the answer. A passage of no more sentences
 * than asked for is the answer as it stands. Never cuts a sentence; a list counts as one, with the sentence that introduces it.
 */
export function bestSentences(
  passage: { text: string },
  question: string,
  { sentencesMax = 2 }: { sentencesMax?: number } = {},
): string {
  const sentences = splitSentences(passage.text);
  if (sentences.length <= sentencesMax) return joinSentences(sentences);
  const scores = scoresOf(sentences, question);
  const best = scores.indexOf(Math.max(...scores));
  const chosen = new Set([best]);
  // "This also applies to …" says nothing without what "this" is.
  for (let at = best; at > 0 && leansBack.test(sentences[at]!) && chosen.size < sentencesMax; at--)
    chosen.add(at - 1);
  const worthMin = scores[best]! * secondShareMin;
  const standsAlone = (at: number) => !leansBack.test(sentences[at]!) || chosen.has(at - 1);
  const ranked = [...sentences.keys()].sort((a, b) => scores[b]! - scores[a]!);
  for (const at of ranked.filter((each) => scores[each]! > 0 && scores[each]! >= worthMin))
    if (chosen.size < sentencesMax && standsAlone(at)) chosen.add(at);
  return joinSentences([...chosen].sort((a, b) => a - b).map((at) => sentences[at]!));
}

/** A second sentence must be worth this share of the best one. */
const secondShareMin = 0.35;

/** The sooner the better: an article says first what matters most. */
const leadBonus = [1.25, 1.1];

/** A number answers "how long", "when" and their like. */
const numberBonus = 1.3;
const asksForNumber =
  /\b(how (long|much|many|late|early|soon|often|far|big|old)|what time|when|until|deadline|cost|price)\b/i;

const leansBack =
  /^(it|its|this|that|these|those|they|then|both|otherwise|instead|however|also|after that|in (such|that|this) )\b/i;

function scoresOf(sentences: string[], question: string): number[] {
  const asked = [...new Map(contentTerms(question).map((term) => [termKey(term), term])).values()];
  const stems = sentences.map(stemsOf);
  const wantsNumber = asksForNumber.test(question);
  const worth = new Map<Term, number>(
    asked.map((term) => [
      term,
      Math.log(1 + sentences.length / Math.max(1, stems.filter((each) => saysTerm(each, term)).length)),
    ]),
  );
  return sentences.map((sentence, at) => {
    const overlap = asked
      .filter((term) => saysTerm(stems[at]!, term))
      .reduce((sum, term) => sum + worth.get(term)!, 0);
    return overlap * (leadBonus[at] ?? 1) * (wantsNumber && /\d/.test(sentence) ? numberBonus : 1);
  });
}
