import { isAsking, moodOf, withoutPoliteness } from "./mood.ts";

/*
 * Is something asked to be done, here and now? The guard before every tool that writes. All functions read `plain` text; `verb` is the
 * word for the deed ("cancel"), its synonyms and forms merged into one (`concepts.ts`), or a pattern for any word.
 */

/**
 * An order asks for the deed ("please cancel", "just cancel it"), and so does a wish ("I want to cancel") unless something is asked
 * beside it. A question, a supposition, a refusal and a report of the past do not.
 */
export function asksForDeed(even: string, verb: string): boolean {
  if (refuses(even, verb)) return false;
  const sentences = withoutPoliteness(withoutParts(even)).split(/(?<=[.!?;])\s+/);
  if (sentences.some((sentence) => orders(sentence, verb))) return true;
  const wish = new RegExp(
    `${wishing}${between(5)} ${verb}\\b|^(?!.*\\b(?:if|when|why|nothing|not|said|says|told|tells|heard|hosts?|you|someone|somebody|they)\\b).*\\b(?:has|have|needs?) to be ${verb}\\b`,
  );
  return sentences.some((sentence) => wish.test(sentence)) && !sentences.some(asksFirst);
}

/** A fee that shall come back is no fee that is asked about. */
const withoutParts = (even: string): string =>
  even
    .replace(/\b(?:cleaning|service|booking) fees?\b/g, "part")
    .replace(/\b(?:partial|full) (?=refund\b)/g, "");

function orders(sentence: string, verb: string): boolean {
  // "What would you give me back?" asks for an answer.
  if (/^\W*(?:\w+ly )?(?:what|how much|which)\b/.test(sentence)) return false;
  // "Cancel it, how much is left?" waits for the answer.
  if (sentence.includes("?") && isAsking(sentence) && /,| - | and /.test(sentence)) return false;
  const order = new RegExp(
    [
      `^\\W*(?:(?:for|on|in|about|regarding) (?:\\S+ ){1,3})?${verb}\\b`,
      `\\b(?:${lead})\\W+(?:(?:to|and|with|the|my|our|a|please) )*${verb}\\b`,
      `\\bplease${between(4)} ${verb}\\b`,
      `^\\W*(?:get|have)${between(4)} ${verb}\\b`,
      `\\b(?:can|could|may) (?:i|we) please ${verb}\\b`,
      `\\b(?:can|could|may) (?:i|we) (?:(?:get|have)${between(4)} )?${verb}\\b.*\\bplease\\b`,
    ].join("|"),
  );
  return sentence
    .split(/,| - |: /)
    .some(
      (part) => order.test(part) && (!isAsking(part) || (/\bplease\b/.test(part) && !/\bif\b/.test(part))),
    );
}

/** "I want to cancel, how does that work?" is a wish too; "I want to cancel, what do I get back?" waits for the answer. */
function asksFirst(sentence: string): boolean {
  const mood = moodOf(sentence);
  return mood.supposes || mood.asksAmount || (mood.question && !mood.asksHow);
}

/** Is the deed refused or put off: "don't cancel", "without cancelling", "not yet"? */
export function refuses(even: string, verb: string): boolean {
  return new RegExp(`\\b${refusal}(?: (?:${refusalGoesOn})){0,6} ${verb}\\b`).test(even) || putOff.test(even);
}

/** Is it told, or asked, as something that has happened: "I cancelled last week", "did you cancel it"? `past` is a pattern of the verb's past form. */
export function tellsOfPast(even: string, { verb, past }: { verb: string; past: string }): boolean {
  if (new RegExp(`\\bdid (?:\\S+ ){1,3}${verb}\\b`).test(even)) return true;
  if (
    !new RegExp(`\\b(?:${past})\\b`).test(even) ||
    /\b(?:if|would|suppose|(?:has|have|needs?) to be)\b/.test(even)
  )
    return false;
  const wanted = "want|wants|need|needs|like|get|getting|have|please|see|wish|can|could";
  const said = even.replace(/\b(?:i|we) have (?:already |just )?/g, "i ");
  return !new RegExp(`\\b(?:${wanted})\\b(?: \\S+){0,5} (?:${past})\\b`).test(said);
}

/** Words between the asking and the deed, none of which turns it into asking *about* the deed: "please tell me how to cancel". */
const between = (wordsMax: number): string =>
  `(?: (?!(?:know|see|find|understand|ask|tell|say|explain|show|inform|advise|check|before|after|if|what|how|when|where|why|whether|without|about)\\b)\\S+){0,${wordsMax}}`;

const lead =
  "just|simply|go ahead|then|so|but|and|anyway|kindly|now|therefore|hence|ok|okay|yes|yeah|yep|sure|right|alright|fine|well|actually|" +
  "hi|hello|hey|let us|do|proceed|go through|move forward";

/** The beginning of a wish; the deed follows in a few words. */
const wishing =
  "(?:\\b(?:i|we) (?:do )?(?:really |just |now |will |am going |are going |am |are )*(?:to )?(?:want|need|have|wish|must|ought|decided|going|trying|looking|insist|demand|claim|request)\\b|" +
  "^(?:\\W*(?:hi|hello|hey|sorry|so)\\W+)*(?:need|want|have|like|trying|going|looking) to\\b)";

const refusal =
  "(?:(?:do|does|did|should|would|will|could|must|need|am|are) not|never|without|not|no need to|rather than|instead of)";
const refusalGoesOn =
  "want|wish|need|have|going|you|to|please|actually|really|yet|be|even|just|intend|plan|planning|go|ahead|on|and|i|we|said|say|asked|ask|told|wanted|meant|mean";
const putOff =
  /\b(?:not|nothing) (?:just )?(?:yet|for now|at the moment|right now)\b|\bdo nothing\b|\bcancel\b.*\bchanged (?:my|our) minds?\b|\bkeep (?:it|my|the|our|this)\b/;
