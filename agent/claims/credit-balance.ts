import { memoText } from "../../knowledge/memo-text.ts";
import { memo } from "../model/memo.ts";
import type { ModelMessage, Passage } from "../model/model.ts";
import { type Amount, amountsIn, provenAmount } from "./amounts.ts";
import { type MoneyPart, moneyParts, namesCredit } from "./money-parts.ts";
import type { Moved } from "./moved-money.ts";
import { plain } from "./plain-text.ts";
import { tellsOfDeeds, valueToldBy } from "./told-deeds.ts";

/** What may be said of a guest's credit. */
export interface CreditTold {
  /** What she has: of each currency what was told last. A receipt that spent some leaves none that is known. */
  balance: Amount[];
  /** What was given to her, came back or was spent as credit; `balance` too. */
  moved: Amount[];
  /** What would come back or be spent by a quote or by a rule; `moved` too. */
  amounts: Amount[];
}

/** `told`: what tools, code and staff told, oldest first. `money`: what of it moved. */
export function creditIn(
  told: readonly ModelMessage[],
  passages: readonly Passage[],
  money: readonly Moved[],
): CreditTold {
  const balance: Amount[] = [];
  const seen = new Set<string>();
  for (const message of told.toReversed()) {
    const news = newsOfCredit(message);
    balance.push(...news.has.filter(({ currency }) => !seen.has(currency)));
    for (const currency of news.currencies) seen.add(currency);
    if (news.isWhole) break;
  }
  const amountsOf = (messages: readonly ModelMessage[]) =>
    messages.flatMap((message) => newsOfCredit(message).amounts);
  const asCredit = money.filter(({ way }) => way === "credit").flatMap(({ amounts }) => amounts);
  const moved = [...balance, ...asCredit, ...amountsOf(told.filter((message) => !isRule(message)))];
  const rules = [...amountsOf(told.filter(isRule)), ...passages.flatMap(({ text }) => ofPassage(text))];
  return { balance, moved, amounts: [...moved, ...rules] };
}

/** The first amount that a plain sentence calls credit and that is not known to be; undefined when there is none. */
export function unknownCredit(
  plainText: string,
  { balance, moved, amounts }: CreditTold,
): Amount | undefined {
  if (!namesCredit(plainText)) return undefined;
  return creditParts(plainText)
    .flatMap((part) => {
      const known = isBalance(part) ? balance : isPast(part) ? moved : amounts;
      return part.amounts.map((amount) => ({ amount, known }));
    })
    .find(({ amount, known }) => !provenAmount(amount, known))?.amount;
}

/** Does a sentence say how much credit she has now? It is true for a while only, so an old one may not be repeated. */
export const tellsBalance = (plainText: string): boolean =>
  namesCredit(plainText) && creditParts(plainText).some((part) => part.amounts.length > 0 && isBalance(part));

const creditParts = (plainText: string): MoneyPart[] =>
  moneyParts(plainText).filter(({ way, isDenied }) => way === "credit" && !isDenied);

/** Every mention is of what she has now, but one that says what moved, moves or was hers. */
const isBalance = ({ text }: MoneyPart): boolean => hasNow.test(text) || !moves.test(text);

const hasNow =
  /\byou(?:'ve got| still have| now have| have)\b(?! (?:also |already |just )?(?:been|used|paid|spent|had|received|got))|\b(?:balance|still|left|remain\w*|available)\b|(?<!\p{L})(?:noch|verfügbar|encore|reste|disponible|todavía|queda|ainda|resta|ancora|rimane|nog)(?!\p{L})|还有|剩/iu;
const moves =
  /\b(?:back|came|comes?|take[ns]?|took|us(?:es?|ed)|pa(?:ys?|id)|spen[dt]|cover(?:s|ed)?|appl(?:y|ies|ied)|deduct(?:s|ed)?|refunded|returned|received?|given|gave|granted|issued|added|awarded|had|was|were|went|goes|of it|as (?:\w+ )?credit|(?:from|to) your credit)\b|(?<!\p{L})(?:zurück|bezahlt|gezahlt|verwendet|eingesetzt|angerechnet|gegeben|gutgeschrieben|erhalten|hatten?|\p{L}*erstattet|remboursée?s?|utilisée?s?|payée?s?|reçue?|accordée?|rendue?s?|avait|aviez|devuelt[oa]s?|usad[oa]s?|pagad[oa]s?|recibid[oa]|tenía|concedid[oa]|devolvid[oa]s?|recebeu|tinha|rimborsat[oaie]|usat[oaie]|pagat[oaie]|ricevut[oaie]|aveva|terugbetaald|gebruikt|betaald|gekregen|kreeg|als (?:guthaben|tegoed)|comme (?:un )?(?:avoir|crédit)|como crédito|come credito)(?!\p{L})|退|用|支付|付/iu;

const isPast = ({ text, isConditional }: MoneyPart): boolean => !isConditional && past.test(text);

const past =
  /\b(?:came|took|gave|received|had|was|were|went|paid|(?:has|have|'ve) (?:been|used|paid|spent|received|got|given|come|gone|added|put))\b|(?<!\p{L})(?:erhalten|bekommen|hatten?|wurden?|reçue?|aviez|avez|été|recibid[oa]|tenía|sido|recebeu|tinha|foi|foram|ricevut[oa]|aveva|stat[oaie]|gekregen|kreeg|werd|had)(?!\p{L})|已/iu;

/** What tells of no deeds tells of what would be. */
const isRule = (message: ModelMessage): boolean =>
  message.role === "tool" && message.ok && !tellsOfDeeds.includes(message.name);

interface News {
  /** What she has of each currency that is told. */
  has: Amount[];
  /** The currencies that it says something of. */
  currencies: string[];
  /** It says everything that she has. */
  isWhole: boolean;
  amounts: Amount[];
}

const nothing: News = { has: [], currencies: [], isWhole: false, amounts: [] };

const newsOfCredit = memo((message: ModelMessage): News => {
  if (message.role === "tool" && message.ok) return fromResult(message);
  if (!("text" in message) || !namesCredit(message.text)) return nothing;
  const parts = message.text.split("\n").flatMap((line) => creditParts(plain(line)));
  const amounts = parts.flatMap((part) => part.amounts);
  const currencies = amounts.map(({ currency }) => currency);
  if (message.role === "staff") {
    const now = parts.filter(isBalance).flatMap((part) => part.amounts);
    return { ...nothing, has: now.length > 0 ? now : amounts, currencies, amounts };
  }
  if (message.role !== "note") return { ...nothing, amounts };
  // A receipt: what went back to her credit she has, and of what came from it nobody has said how much is left.
  const has = parts.filter(({ text }) => /\bback\b/.test(text)).flatMap((part) => part.amounts);
  return { ...nothing, has, currencies, amounts };
});

/** `refund_status` alone says what she has, and says all of it. */
function fromResult(message: Extract<ModelMessage, { role: "tool" }>): News {
  const value = valueToldBy(message);
  const amounts = typeof value === "object" && value !== null ? ofValue(value) : ofText(message.text);
  if (message.name !== "refund_status" || !hasText(value, "credit")) return { ...nothing, amounts };
  return { has: amountsIn(plain(value.credit)), currencies: [], isWhole: true, amounts };
}

/** Of every text in a result. */
const ofValue = (value: object): Amount[] =>
  Object.values(value).flatMap((field: unknown) => {
    if (typeof field === "string") return ofText(field);
    return typeof field === "object" && field !== null ? ofValue(field) : [];
  });

const hasText = <Key extends string>(value: unknown, key: Key): value is Record<Key, string> =>
  typeof value === "object" && value !== null && typeof (value as Record<string, unknown>)[key] === "string";

const ofText = (text: string): Amount[] =>
  namesCredit(text) ? creditParts(plain(text)).flatMap((part) => part.amounts) : [];

const ofPassage = memoText(ofText);
