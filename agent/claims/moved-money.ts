import { memo } from "../model/memo.ts";
import type { ModelMessage } from "../model/model.ts";
import { type Amount, amountsIn, provenAmount } from "./amounts.ts";
import type { Completion } from "./completions.ts";
import type { Deed } from "./done-words.ts";
import { type MoneyPart, moneyParts, type Way, wayIn } from "./money-parts.ts";
import { plain } from "./plain-text.ts";
import { refsIn } from "./refs.ts";
import { tellsOfDeeds, valueToldBy } from "./told-deeds.ts";

type Direction = "back" | "charged" | "either";

/** Money that went its way, as a receipt, a tool that reads the ledger, or staff told it. */
export interface Moved {
  direction: Direction;
  /** Empty where none is named. */
  amounts: Amount[];
  way: Way;
  /** Empty where no booking is named. */
  refs: string[];
}

/**
 * Is all that a plain sentence says of where money went known? What "your card" got back or was charged needs a movement of that amount, or where none
 * is named any movement, of which the card had a part; "as credit" likewise. `done`: what the sentence says was done.
 */
export function provenWays(
  plainText: string,
  moved: readonly Moved[],
  { done, topic }: { done: readonly Completion[]; topic: readonly string[] },
): boolean {
  const deeds = new Set(done.map(({ deed }) => deed));
  if (hasMoved.test(plainText)) deeds.add("charge").add("refund");
  if (deeds.size === 0) return true;
  const named = refsIn(plainText);
  const refs = named.length > 0 ? named : topic;
  const about = moved.filter((one) => one.refs.length === 0 || refs.length === 0 || meets(one.refs, refs));
  const parts = moneyParts(plainText);
  const condition = parts.findIndex(({ isConditional }) => isConditional);
  // "If you cancel, it is refunded to the card you paid with" is a rule; "if you like: it was refunded" is none.
  const isRule = ({ text }: MoneyPart, index: number) =>
    condition >= 0 && index > condition && !past.test(text);
  return parts.every((part, index) => isRule(part, index) || provenPart(part, about, deeds));
}

function provenPart(part: MoneyPart, moved: readonly Moved[], deeds: Set<Deed>): boolean {
  const { text, amounts, way, isDenied, isConditional } = part;
  const direction = directionOf(text);
  if (isDenied || isConditional || direction === null) return true;
  // "A credit was credited to you": a gift, for which it is enough that she has it.
  if (way === "credit" && deeds.has("credit")) return true;
  const isCharge = direction === "charged";
  // Where no way is named, the amount must have moved if the sentence says that it has.
  if (way === "none" && (amounts.length === 0 || !deeds.has(isCharge ? "charge" : "refund"))) return true;
  const same = moved.filter((one) => one.direction === direction || one.direction === "either");
  if (amounts.length === 0) return (isCharge && same.length === 0) || same.some((one) => hasPartOf(one, way));
  const ofThisWay = same.filter(
    (one) => way === "none" || way === one.way || (way === "card" && one.way === "none"),
  );
  const known = (way === "both" ? same : ofThisWay).flatMap((one) => one.amounts);
  return amounts.every((amount) => provenAmount(amount, known));
}

/** A movement of which nothing is said went to the card, as all do that are not credit. */
const hasPartOf = ({ way }: Moved, said: Way): boolean =>
  way === said || way === "both" || said === "both" || (way === "none" && said === "card");

const meets = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one));

/** Words that tell what moved and are no words of completion. */
const hasMoved =
  /\b(?:(?:came|went|gone|(?:has|have|had) come) (?:back|(?:in)?to|onto)|(?:you|card|visa|account)(?:'ve| have| has)? (?:got|gotten|received|had)\b.{0,40}\bback|you(?:'ve| have)?(?: already)? received\b(?!.*\bcredit)|is (?:now |already |all )*back (?:on|in|with)|(?:i|we|staywell)(?:'ve| have| has)?(?: just| already| now)? (?:sent|paid|transferred|wired|put)|credit (?:went|has gone|was|has been) (?:up|topped up|increased|raised)|you(?:'ve| have)?(?: already)? paid|(?:came|taken) (?:from|out of))\b|\b(?:received|sent|paid out)\W*$|(?<!\p{L})(?:wurden?|worden|a été|ont été|avons|ha sido|han sido|hemos|se han?|fue|fueron|foi|foram|è stat[oa]|sono stat[ei]|abbiamo|werd|is|zijn)(?!\p{L}).*(?:belastet|abgebucht|débit|prélev|cargad|cobrad|debitad|addebitat|afgeschreven)|已.*扣/iu;

const past = /\b(?:was|were|(?:has|have) been|came|went|gone)\b/i;

function directionOf(text: string): Exclude<Direction, "either"> | null {
  if (backWords.test(text)) return "back";
  return chargeWords.test(text) ? "charged" : null;
}

const backWords =
  /\b(?:refund(?:ed)?|back|returned|reimburse[d]?|reimbursement|repaid|credited|reversed|transferred|sent|wired|received|went (?:in)?to|topped up|went up|gone up|increased)\b|(?<!\p{L})(?:\p{L}*erstattet|\p{L}*erstattung|rückzahlung|zurück\p{L}*|gutgeschrieben|rembours\p{L}+|recrédit\p{L}+|crédit(?:ée?|és)|reembols\p{L}+|devuelt\p{L}+|devolv\p{L}+|abonad\p{L}+|estornad\p{L}+|creditad\p{L}+|rimbors\p{L}+|accreditat\p{L}|terug\p{L}+|bijgeschreven)(?!\p{L})|退/iu;
const chargeWords =
  /\b(?:charged?|paid|pay|debited|billed|came from|taken from|came out of)\b|(?<!\p{L})(?:belastet|abgebucht|bezahlt|débit\p{L}+|payée?|prélev\p{L}+|cargad\p{L}+|cobrad\p{L}+|pagad\p{L}+|debitad\p{L}+|pag[oa]|addebitat\p{L}|pagat\p{L}|afgeschreven|betaald)(?!\p{L})|扣|支付/iu;

/** What one message tells of. A quote tells what was paid so far, and nothing else that moved. */
export const movedBy = memo((message: ModelMessage): Moved[] => {
  if (message.role === "agent" || message.role === "guest" || message.role === "earlier") return [];
  if (message.role !== "tool" || !message.ok) return inWords(message.text);
  const value = valueToldBy(message);
  if (!isObject(value)) return [];
  if (message.name.startsWith("quote"))
    return paidIn(value, wayIn(plain(String(value.rule ?? value.why ?? ""))));
  return tellsOfDeeds.includes(message.name) ? inRows(value, []) : [];
});

function inWords(text: string): Moved[] {
  const words = plain(text);
  const refs = [...new Set(refsIn(words))];
  return moneyParts(words).flatMap(({ text: part, amounts, way, isDenied, isConditional }): Moved[] => {
    const direction = directionOf(part);
    if (isDenied || isConditional || (amounts.length === 0 && direction === null)) return [];
    return [{ direction: direction ?? "either", amounts, way, refs: refs.length === 1 ? refs : [] }];
  });
}

/** Rows of bookings, refunds and payments, with what stands in them of money. */
function inRows(value: Row, above: string[]): Moved[] {
  const own = typeof value.bookingRef === "string" ? refsIn(value.bookingRef) : [];
  const refs = own.length > 0 ? own : above;
  const nested = Object.values(value).flatMap((field) =>
    Array.isArray(field) ? field.filter(isObject).flatMap((row) => inRows(row, refs)) : [],
  );
  return [...ofRefund(value, refs), ...ofBooking(value, refs), ...ofPayment(value, refs), ...nested];
}

/** `refund_status`. */
function ofRefund({ status, amount, note }: Row, refs: string[]): Moved[] {
  if (status !== "sent" || typeof amount !== "string" || typeof note !== "string") return [];
  const whole = {
    direction: "back" as const,
    amounts: amountsIn(plain(amount)),
    way: wayIn(plain(note)),
    refs,
  };
  return [whole, ...inWords(note).map((part) => ({ ...part, refs }))];
}

/** `get_booking`. */
function ofBooking({ paidWith, total, price, refunded }: Row, refs: string[]): Moved[] {
  if (typeof paidWith !== "string") return [];
  const charged = [
    total,
    ...(Array.isArray(price) ? price.filter(isObject).map(({ amount }) => amount) : []),
  ];
  const way = wayIn(plain(paidWith));
  return [
    { direction: "charged", amounts: amountsOf(charged), way, refs },
    // Where a refund went is not told: as credit when nothing else was paid, and of both nobody knows.
    ...(typeof refunded === "string"
      ? [{ direction: "back" as const, amounts: amountsOf([refunded]), way, refs }]
      : []),
  ];
}

/** `check_duplicate_charge`. */
const ofPayment = ({ amount, first, second }: Row, refs: string[]): Moved[] =>
  typeof first === "string" && typeof second === "string"
    ? [{ direction: "charged", amounts: amountsOf([amount]), way: wayIn(plain(`${first} ${second}`)), refs }]
    : [];

/** What a quote says to have been paid; when credit has a part in it, nobody knows from it how much was the card's. */
function paidIn({ paid, lines, bookingRef }: Row, way: Way): Moved[] {
  const all = [paid, ...(Array.isArray(lines) ? lines.filter(isObject).map((line) => line.paid) : [])];
  const refs = typeof bookingRef === "string" ? refsIn(bookingRef) : [];
  const amounts = amountsOf(all);
  return amounts.length === 0
    ? []
    : [{ direction: "charged", amounts, way: way === "none" || way === "card" ? "none" : "both", refs }];
}

type Row = Record<string, unknown>;

const isObject = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const amountsOf = (fields: unknown[]): Amount[] =>
  fields.flatMap((field) => (typeof field === "string" ? amountsIn(plain(field)) : []));
