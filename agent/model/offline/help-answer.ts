import { bestSentences } from "../../../knowledge/answer.ts";
import { contentTerms, saysTerm, stemsOf } from "../../../knowledge/terms.ts";
import type { Passage } from "../model.ts";
import { say } from "./say.ts";

/** A BM25 score from which a passage is as good as it gets; one common word alone scores far less. */
const scoreFull = 20;
/** How much of the trust hangs on coverage. Not all: a long story covers little of itself by any passage. */
const coverageShare = 0.65;
/** A passage that says all that was asked may answer it, unless what it says is in every article. */
const wordScoreMin = 3;
/** Below this trust no answer is given from the passages. */
export const trustMin = 0.25;
/** A second passage must be scored near the first. */
const secondScoreShare = 0.5;
const sentencesMax = 2;

/** How far the passages can be trusted to answer, 0 to 1. */
export const trustIn = (passages: Passage[]): number => Math.max(0, ...passages.slice(0, 2).map(trust));

/**
 * An answer in the help centre's own words with its citations, or null when the passages do not hold one. `least` is the trust
 * needed: less when the message is known to be a question for the help centre.
 */
export function answerFrom(passages: Passage[], question: string, { least = trustMin } = {}): string | null {
  const parts = quotedFrom(passages, question, { least });
  return parts.length > 0 ? [...parts, say.offerPerson].join("\n\n") : null;
}

/** Several questions, each from the passages that were found for it. Null when none is answered; what is not is owned up to. */
export function answerAll(found: { question: string; passages: Passage[] }[]): string | null {
  const answers = found.map(({ question, passages }) => quotedFrom(passages, question));
  const parts = [...new Set(answers.flat())];
  if (parts.length === 0) return null;
  const missing = answers.some((each) => each.length === 0);
  return [...parts, ...(missing ? [say.nothingOnRest] : []), say.offerPerson].join("\n\n");
}

function quotedFrom(passages: Passage[], question: string, { least = trustMin } = {}): string[] {
  const ranked = passages.filter((passage) => trust(passage) >= least).sort((a, b) => trust(b) - trust(a));
  const [first, ...others] = ranked;
  if (!first) return [];
  const second = others.find(
    (other) => other.score >= first.score * secondScoreShare && addsTo(first, other, question),
  );
  return [first, ...(second ? [second] : [])].map(
    (passage) => `${bestSentences(passage, question, { sentencesMax })} [[${passage.id}]]`,
  );
}

function trust({ coverage, score }: Passage): number {
  const weighed = (1 - coverageShare + coverageShare * coverage) * Math.min(1, score / scoreFull);
  return coverage === 1 && score >= wordScoreMin ? Math.max(trustMin, weighed) : weighed;
}

/** Two questions in one message: does this passage speak of most of what was asked and the first one does not say? */
function addsTo(first: Passage, other: Passage, question: string): boolean {
  const missing = contentTerms(question).filter((term) => !saysTerm(wordsIn(first), term));
  const added = missing.filter((term) => saysTerm(wordsIn(other), term));
  return added.length > 0 && added.length >= missing.length / 2;
}

/** Without the title: "Checking out, and leaving your luggage" names two matters, the passage tells one. */
const wordsIn = ({ heading, text }: Passage): string[] => stemsOf(`${heading}\n${text}`);
