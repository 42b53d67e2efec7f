import { creditGiven, creditSpent, wasCredited } from "./credit-words.ts";
import { type Deed, deedOf, doneWord, otherLanguages } from "./done-words.ts";
import { withNames } from "./new-bookings.ts";
import { otherDeeds } from "./other-deeds.ts";
import { type Clause, clausesOf } from "./plain-text.ts";
import { refsIn } from "./refs.ts";

/** Something that a sentence says was done. `refs` are the bookings that its clause, or else its sentence, names. */
export interface Completion {
  deed: Deed;
  refs: string[];
  /** "You are booked", "it is reserved": how things stand, where "I've booked it" says what was done. */
  isState?: boolean;
  /** Of a new booking: the words of its clause, with the names beside it. */
  said?: string;
}

/** Every claim of something done in a plain sentence: not a denial, a condition, a rule, a question or a future. */
export function completionsIn(sentence: string): Completion[] {
  if (!mayComplete(sentence)) return [];
  const refs = refsIn(sentence);
  let conditional = false;
  const found: Completion[] = [];
  const clauses = clausesOf(sentence);
  for (const [index, clause] of clauses.entries()) {
    conditional ||= condition.test(clause.text) && !courtesy.test(clause.text);
    const later = clauses.slice(index + 1).some((other) => conditionAtStart.test(other.text));
    const named = refsIn(clause.text);
    const deeds = [...englishDeeds(clause, conditional || later), ...otherDeeds(clause)];
    for (const one of deeds)
      found.push({
        ...one,
        refs: named.length > 0 ? named : refs,
        ...(one.deed === "book-new" && { said: withNames(clauses, index) }),
      });
  }
  return found;
}

/** From the first such word on, a sentence is held. */
export const mayComplete = (text: string): boolean => trigger.test(text);

const adverbs =
  "(?:(?:just|already|now|also|both|successfully|fully|since|then|all|indeed|officially|automatically|immediately|hereby|gladly|personally|today|partially|completely|promptly|safely)\\s+){0,4}";
const word = `(?<word>${doneWord})`;
const subjects = "i|we|staywell|they|(?:our|the|my) (?:team|support|staff|colleagues?|host|manager|bank)";
const thing =
  "refund|money|payment|amount|cancellation|request|reimbursement|reservation|booking|stay|trip|change|it|that|everything|compensation";

/** "has been cancelled", "I've just refunded", "was issued". */
const perfect = new RegExp(
  String.raw`\b(?<pre>has|have|had|was|were|been|got|gotten|'ve|(?:it|that|this|booking|stay|reservation|refund|money|everything)'s been)\s+${adverbs}(?:been\s+)?${adverbs}(?:able to (?<verb>cancel|refund|change)|${word})\b`,
  "gi",
);
const active = new RegExp(
  String.raw`\b(?:${subjects})(?:'ve|'s)?\s+(?:have |has )?(?:went ahead and |gone ahead and |managed to )?${adverbs}${word}\b`,
  "gi",
);
const managed =
  /\b(?:managed to|able to|went ahead and|gone ahead and)\s+(?<word>cancel|refund|change|process|rebook|upgrade)|\b(?:went|gone) ahead with (?:the |your |this |that |a )?(?:full )?(?<noun>refund|cancellation|change|booking)\b/gi;
/** "is cancelled" is a claim; "is issued to your card" is a rule, unless it is "now" issued. */
const present = new RegExp(
  String.raw`(?<pre>\b(?:is|are|am)|(?<=\b(?:it|that|this|everything|booking|stay|reservation|trip|refund|money))'s|(?<=\b(?:you|they|we))'re)\s+(?<adverbs>${adverbs})(?:been\s+)?${word}\b`,
  "gi",
);
/** "Cancelled!", "Status: cancelled", "Refunded to your card", "Refund issued.", "and refunded". */
const alone = new RegExp(
  String.raw`(?:^\W*(?:(?:successfully|already|now|and|fully)\s+)*|\b(?:${thing}|bk-?\s?\d+)\s+${adverbs}|\band\s+${adverbs})${word}(?=\W*$|\s+(?:successfully|for you|now|already|today|to\b|in full|and\b|on\b|by\b|your\b|you\b|the\b|€|it\b))`,
  "gi",
);
const moneyMoved =
  /\b(?:refund|money|payment|amount|reimbursement|cash|it)\b(?:'s|\s+\S+){0,6}?\s+(?:on (?:its|the) way|gone through|went through|been sent|was sent|is sent|been paid|was paid|(?:was|is|has been) made|is (?:already |now )?(?:back|(?:in|on) your (?:account|card))|'s back|has (?:already )?arrived|goes back|is underway|is under way)\b|\bmoney's (?:already )?back\b/i;
const wentThrough = (what: string): RegExp =>
  new RegExp(
    String.raw`\b(?:${what})\b(?:\s+(?:of|for|over)\s+[^\s,;]+(?:\s[A-Z]{3})?)?\s+(?:(?:is|was|has been|are|were|has)\s+)?(?:now |already |fully |all )*(?:went through|gone through|complete|done|finished|successful|succeeded|worked|final)\b(?!\s*\?)`,
    "i",
  );
const requestWentThrough = wentThrough("cancellation|refund|request|payment|booking|reservation");
const changeWentThrough = wentThrough("rebooking|change");
const bareDone =
  /^\W*(?:(?:it's|it is|that's|that is|everything is|all is|consider it|this is|you're|you are|i'm|and|okay|ok|great|perfect)\s+)?(?:now |already |all )*(?:done|set|taken care of|sorted|handled|dealt with)\W*(?:$|for you|now\b|with\b)|\b(?:i|we)(?:'ve| have)? (?:taken care of|took care of|handled|dealt with|sorted)\b/i;

const condition =
  /\b(?:if|unless|whether|when|whenever|as soon as|the moment|in case|until|as long as|provided|should you|would you|once(?! again| more))\b/i;
const conditionAtStart = /^(?:only |just )?(?:if|unless|when|whenever|as soon as|the moment|in case|once)\b/i;
const courtesy =
  /\bif (?:you (?:need|have|want to know|like|wish|wonder|are wondering|were wondering|care|must know)|there(?:'s| is)|it helps|i may)\b/i;
const modalBefore =
  /(?:\b(?:will|would|can|could|may|might|should|must|to|cannot|be|not|never)|n't|'d|'ll)(?:\s+(?:not|also|then|only|already|have))*\s*$/i;
const nothingBefore =
  /(?:\b(?:nothing|none|nobody|no one|neither)\b(?:\s+\S+){0,4}|^\W*(?:(?:so|there (?:is|was)|i (?:see|find)) )?no (?!worries|problem|doubt|need|issue|matter|fear|stress)\w+(?:\s+\S+){0,4})\s*$/i;
/** "I have booked nothing else", but not "nothing less than your stay". */
const nothingAfter = /^\s+(?:for you )?nothing\b(?! (?:but|less|short))/i;
const deniedBefore =
  /\b(?:not|[a-z]+n't|cannot|no (?:sign|record|evidence|indication|confirmation|proof))(?! worry| only)\b.*\b(?:that|if|whether|like|any|anything|where)\b/i;
const subordinate = /\b(?:(?:before|after|until)\s+(?:(?!i\b|we\b)\S+\s+){0,3}|(?:that|who)\s+)$/i;
const thatClause =
  /\b(?:see|say|know|confirm|tell you|happy|glad|sure|assure you|pleased|inform you|good news(?: is)?)\s+(?:you\s+)?that\b/i;
const wish = /\b(?:have|get|getting|want|like|need|prefer)\b/i;
const inverted = /^\W*(?:has|have|was|were|is|are|did|do|does)\b/i;
/** "Cancelled bookings …", "Refunds are …", "Every refund is …": about all of them. */
const generic =
  /^\W*(?!(?:your|these|those|both|all|my|our|the)\b)(?:\w+ ){0,3}(?!this\b|its\b|yours\b)\w{3,}s(?: \w+){0,4} $|^\W*(?:each|every|any|a|an)\s|\b(?:always|usually|normally|generally)\s/i;

/** "Mews House": a name, not many of a kind. */
const twoCapitals = /^\W*\p{Lu}[\p{L}'-]+ \p{Lu}/u;

export type Said = Omit<Completion, "refs" | "said">;

function englishDeeds({ text, asked }: Clause, conditional: boolean): Said[] {
  const found: Said[] = [];
  if (asked) return found;
  const denied = (before: string) =>
    condition.test(before) ||
    nothingBefore.test(before) ||
    deniedBefore.test(before) ||
    (subordinate.test(before) && !thatClause.test(before));
  const add = (pattern: RegExp, harmless: (before: string, match: RegExpExecArray) => boolean) => {
    for (const match of text.matchAll(pattern)) {
      const before = text.slice(0, match.index);
      const rest = text.slice(match.index + match[0].length);
      if (denied(before) || modalBefore.test(before) || nothingAfter.test(rest) || harmless(before, match))
        continue;
      const done = asParticiple(match.groups?.word ?? match.groups?.verb ?? match.groups?.noun ?? "");
      const deed = wasCredited(before, done) ? "credit" : whose(deedOf(done), before + match[0]);
      found.push({ deed, isState: pattern === present });
      const second = andAlso.exec(rest)?.groups?.word;
      if (second) found.push({ deed: deedOf(second) });
    }
  };
  add(perfect, (before) => inverted.test(before) && false);
  add(active, () => false);
  add(managed, () => false);
  add(present, (before, match) => {
    const deed = deedOf(match.groups?.word ?? "");
    const now = /\bnow\b|already|been/i.test(match[0]) || (deed === "book" && hers.test(before + match[0]));
    if (conditional) return true;
    if (!now && deed !== "cancel" && deed !== "refund") return true;
    return generic.test(before) && !twoCapitals.test(before);
  });
  add(
    alone,
    (before, match) =>
      wish.test(before) || conditional || (before === "" && /^\W*and\b/i.test(match[0]) && conditional),
  );
  const first = (pattern: RegExp, deed: Deed, isState = false) => {
    const match = pattern.exec(text);
    if (!match || conditional || (deed !== "credit" && /^\W*(?:each|every|any|an?)\s/i.test(text))) return;
    const before = text.slice(0, match.index);
    if (
      !denied(before) &&
      !modalBefore.test(before) &&
      !/\b(?:not|[a-z]+n't|will|would|can|may|might|could|should|never)\b/i.test(match[0])
    )
      found.push({ deed, isState });
  };
  first(creditGiven, "credit");
  first(creditSpent, "credit", true);
  first(moneyMoved, "refund");
  first(requestWentThrough, "settle");
  first(changeWentThrough, "change");
  first(bareDone, "any");
  return found;
}

/** "You are booked", "your stay is booked": of a place by itself it only says that somebody has it. */
const hers = /\b(?:you|your (?!dates)\S+(?: \S+){0,5})(?: are|'re| is)\b/i;

/** "You have booked Lisbon" tells of the booking she has; every other way to say it tells of one that was made for her. */
const whose = (deed: Deed, said: string): Deed =>
  deed === "book" && !/\byou(?: have|'ve| had)(?: \S+){0,3}$/i.test(said) ? "book-new" : deed;

const andAlso = new RegExp(String.raw`^\s*(?:,|and|or)\s+${adverbs}(?<word>${doneWord})\b`, "i");

const asParticiple = (verb: string): string =>
  ({
    cancel: "cancelled",
    cancellation: "cancelled",
    booking: "booked",
    refund: "refunded",
    change: "changed",
    process: "processed",
    rebook: "booked",
    upgrade: "upgraded",
  })[verb.toLowerCase()] ?? verb;

const trigger = new RegExp(
  String.raw`(?<!\p{L})(?:${doneWord}|credits?(?! cards?)|done|all set|taken care|took care|handled|dealt with|went|gone|on (?:its|the) way|underway|goes back|is (?:already |now )?back|'s back|arrived|made|(?:in|on) your (?:account|card)|managed to|able to|successful|succeeded|complete|finished|sent|paid|${Object.values(
    otherLanguages,
  )
    .flatMap(({ words, past = [] }) =>
      [...words, ...past].map(([, pattern]) => pattern.replaceAll(/(^|\|)\^/g, "$1")),
    )
    .filter((pattern) => !/\p{Script=Han}/u.test(pattern))
    .join("|")})(?!\p{L})|取消|预订|预定|退款|退还|退回|返还|更改|修改|变更|确认|完成|处理|批准|转交|通知`,
  "iu",
);
