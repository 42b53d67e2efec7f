import { addressesIn, startsAddress } from "./addresses.ts";
import { amountsIn, provenAmount } from "./amounts.ts";
import { completionsIn, mayComplete } from "./completions.ts";
import { unknownCredit } from "./credit-balance.ts";
import { daysIn, durationsIn, namesWeekday, weekdaysIn } from "./days.ts";
import { type Evidence, provenDeed } from "./evidence.ts";
import { claimsAllBack, mayClaimAllBack } from "./full-refund.ts";
import { provenWays } from "./moved-money.ts";
import { comparable, plain } from "./plain-text.ts";
import { mayPromise, promises } from "./promises.ts";
import { refsIn } from "./refs.ts";

/** Why a sentence was not sent, in words the model can act on. */
export type Violation = {
  kind: "amount" | "reference" | "date" | "completion" | "promise" | "address";
  what: string;
};

/** Does plain text make a claim that must be checked? From the first such word on, a sentence is held. */
export const startsClaim = (plainText: string): boolean =>
  /\d|[€$£¥₹%]|\b(?:eur|usd|gbp|chf|euros?|dollars?|pounds?)\b/i.test(
    plainText.replace(/^\s*\d{1,2}[.)](?:\s|$)/, ""),
  ) ||
  mayComplete(plainText) ||
  mayPromise(plainText) ||
  mayClaimAllBack(plainText) ||
  startsAddress(plainText) ||
  namesWeekday(plainText);

/**
 * Checks one whole sentence against what is known. Null when all it claims is known. `topic`: the bookings that the reply speaks of where
 * this sentence names none.
 */
export function checkSentence(
  sentence: string,
  evidence: Evidence,
  topic: readonly string[] = evidence.asked,
): Violation | null {
  const text = plain(sentence);
  const whole = { what: sentence.trim() };
  if (evidence.sentences.has(comparable(sentence))) return null;
  const unknownAddress = addressesIn(sentence).find((address) => !evidence.addresses.has(address));
  if (unknownAddress) return { kind: "address", what: unknownAddress };
  const unknownRef = refsIn(text).find(
    (ref) => !evidence.refs.has(ref) && !(denies.test(text) && evidence.asked.includes(ref)),
  );
  if (unknownRef) return { kind: "reference", what: unknownRef };
  const done = completionsIn(text);
  const unproven = done.some((completion) => !provenDeed(evidence, { ...completion, topic }));
  if (unproven || !provenWays(text, evidence.moved, { done, topic })) return { kind: "completion", ...whole };
  if (promises(text)) return { kind: "promise", ...whole };
  if (daysIn(text).some((day) => !day.split("|").some((reading) => evidence.days.has(reading))))
    return { kind: "date", ...whole };
  if (!isQuestion(text) && weekdaysIn(text).some((day) => !evidence.weekdays.has(day)))
    return { kind: "date", ...whole };
  if (moneyArrives.test(text) && durationsIn(text).some((time) => !evidence.durations.has(time)))
    return { kind: "date", ...whole };
  const unknownAmount = amountsIn(text).find((amount) => !provenAmount(amount, evidence.amounts));
  if (unknownAmount) return { kind: "amount", what: unknownAmount.value };
  const wrongCredit = unknownCredit(text, evidence.credit);
  if (wrongCredit) return { kind: "amount", what: wrongCredit.value };
  return claimsAllBack(text) && !evidence.allBack ? { kind: "amount", ...whole } : null;
}

/** What may be said of a booking that only the guest has named. */
const denies =
  /\b(?:not|no|cannot|[a-z]+n't|unable|nothing|if)\b|\?\s*\W*$|(?<!\p{L})(?:nicht|keine?n?|pas|aucune?|no|não|nenhuma?|non|nessuna?|niet|geen)(?!\p{L})|没|不|无/iu;
const isQuestion = (text: string): boolean => /[?？]\W*$/.test(text);
const moneyArrives = /\b(?:refund|money|payment|amount|reimbursement)\b/i;
