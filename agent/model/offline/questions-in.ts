import { contentTerms } from "../../../knowledge/terms.ts";
import { isAsking } from "./mood.ts";
import { plain } from "./words.ts";

/** Where one request of a message ends and the next one may begin. */
export const partEnds =
  /(?<=[.!?])\s+|[,;:]?\s+(?:and also|also|and then|and (?=(?:can|could|may|must|will|would|should|shall|do|does|did|what|when|where|who|why|how|which|is|are|am|has|have|please|cancel|show|list|tell)\b)|plus|besides|by the way|btw)\s*,?\s*/i;

const questionsMax = 3;

/** The questions of a message that asks several different things; empty when it asks one. What leans on the part before ("and what does it cost?") stays with it. */
export function questionsIn(text: string): string[] {
  const questions: string[] = [];
  let told = "";
  for (const part of text.split(partEnds).map((each) => each.trim())) {
    const even = plain(part);
    const asks = isAsking(even) || part.endsWith("?");
    const own = asks && contentTerms(part).length > 0 && (questions.length === 0 || !leansBack.test(even));
    if (own) questions.push(`${told} ${part}`.trim());
    else if (asks && questions.length > 0) questions.push(`${questions.pop()} ${part}`);
    // What is only told belongs to the question that comes after it.
    told = asks ? "" : `${told} ${part}`.trim();
  }
  return questions.length > 1 ? questions.slice(0, questionsMax) : [];
}

const leansBack = /\b(?:it|its|that|this|they|them|those|these|one|ones|then|he|she|instead)\b/;
