import { completionsIn, daysIn, type Evidence, numbersIn, refsIn } from "./evidence.ts";

/** Why a sentence was not sent, in words the model can act on. */
export type Violation = { kind: "amount" | "reference" | "date" | "completion" | "promise"; what: string };

const amount =
  /(?:[€$£¥]|\b(?:eur|usd|gbp|jpy|chf)\b)\s*\d|\d\s*(?:[€$£¥%]|\b(?:eur|usd|gbp|jpy|chf|euros?|dollars?|pounds?|yen|percent|per cent)\b)/i;

/** Said of something done, not of something that may be: "has been refunded", "I cancelled", "is now confirmed", "Refunded!". */
const claimedDone =
  /\b(?:i|we)(?:'ve| have| just| already)*\s+(?:just |already |now |successfully )*\w+ed\b|\b(?:has|have|had|was|were|'s|is now|are now|is|are)\s+(?:just |already |now |also |both |successfully |fully )*(?:been )?(?:just |already |now |successfully |fully )*\w+ed\b|\b(?:on (?:its|the) way|gone through)\b|^\W*(?:done|all done|all set|successfully|\w+ed)\b/i;

/** What makes a completion word harmless: it is denied, conditional, in the future, a rule, or a question. */
const notClaimed =
  /\b(?:not|n't|cannot|never|nothing|no|none|if|unless|until|once|when|whenever|would|will|'ll|can|could|may|might|should|must|to be|before|after|only|always|usually|any|every|each|per)\b|\?\s*$/i;

const promise =
  /\b(?:i|we)(?:'ll| will| am going to| are going to|'m going to|'re going to)\s+(?:personally |then |also |now )*(?:get back|follow up|email|e-mail|call you|contact|notify|update you|let you know|keep you|check back|look into|arrange|make sure|ensure|send|pass|forward|have (?:someone|a colleague))/i;

/** Does this text make a claim that must be checked? From the first such word on, a sentence is held. */
export function startsClaim(text: string): boolean {
  return (
    amount.test(text) ||
    refsIn(text).length > 0 ||
    daysIn(text).length > 0 ||
    completionsIn(text).length > 0 ||
    mayPromise.test(text)
  );
}

/** The first words of a promise: hold before "I'll get back to you" is half said. */
const mayPromise = /\b(?:i|we)(?:'ll| will| am going to| are going to|'m going to|'re going to)\b/i;

/** Checks one whole sentence against what is known. Null when all it claims is known. */
export function checkSentence(sentence: string, evidence: Evidence): Violation | null {
  if (promise.test(sentence)) return { kind: "promise", what: sentence.trim() };
  const unknownRef = refsIn(sentence).find((ref) => !evidence.refs.has(ref));
  if (unknownRef) return { kind: "reference", what: unknownRef };
  const unknownDay = daysIn(sentence).find((day) => !evidence.days.has(day));
  if (unknownDay) return { kind: "date", what: sentence.trim() };
  const unknownAmount = amountsIn(sentence).find((value) => !evidence.numbers.has(value));
  if (unknownAmount) return { kind: "amount", what: unknownAmount };
  if (claimedDone.test(sentence) && !notClaimed.test(sentence)) {
    const unknown = completionsIn(sentence).find((stem) => !evidence.completed.has(stem));
    if (unknown) return { kind: "completion", what: sentence.trim() };
  }
  return null;
}

/** The numbers of a sentence that stand beside a currency or a percent sign. */
function amountsIn(sentence: string): string[] {
  const beside =
    /(?:[€$£¥]|\b(?:eur|usd|gbp|jpy|chf)\b)\s*(\d[\d.,\u00a0\u202f']*\d|\d)|(\d[\d.,\u00a0\u202f']*\d|\d)\s*(?:[€$£¥%]|(?:eur|usd|gbp|jpy|chf|euros?|dollars?|pounds?|yen|percent|per cent)\b)/gi;
  return [...sentence.matchAll(beside)].flatMap((match) => numbersIn(match[1] ?? match[2] ?? "").slice(0, 1));
}
