import { type Amount, amountsIn } from "./amounts.ts";

/** Where money went or came from, by the words beside it. "none": nothing is said of it. */
export type Way = "card" | "credit" | "both" | "none";

/** One part of a sentence, with the amounts in it: "€287.00 goes back to Visa ending 4242". */
export interface MoneyPart {
  text: string;
  amounts: Amount[];
  way: Way;
  /** It says what is not, or what would be. */
  isDenied: boolean;
  isConditional: boolean;
}

/** A plain text in such parts. An amount or a way that stands alone ("…and €5.00", "…and credit") belongs to what was said before it. */
export function moneyParts(plainText: string): MoneyPart[] {
  const parts: MoneyPart[] = [];
  for (const text of plainText.split(partEnd)) {
    const before = parts.at(-1);
    if (before && /\d/.test(text) && bareAmount.test(text)) before.amounts.push(...amountsIn(text));
    else if (before && isBareWay(text)) before.way = wayIn(`${before.text} ${text}`);
    else if (text.trim() !== "")
      parts.push({
        text,
        amounts: amountsIn(text),
        way: wayIn(text),
        isDenied: denied.test(text),
        isConditional: conditional.test(text),
      });
  }
  return parts;
}

export function wayIn(text: string): Way {
  const isCredit = namesCredit(text);
  if (cardWord.test(text)) return isCredit ? "both" : "card";
  return isCredit ? "credit" : "none";
}

/** Credit, goodwill and vouchers, in the languages of the gate; a credit card is none. */
export const namesCredit = (text: string): boolean => creditWord.test(text);

const creditWord =
  /\bcredits?\b(?! ?-?cards?)|\bgoodwill\b|\bvouchers?\b|(?<!\p{L})(?:\p{L}*guthaben\p{L}{0,2}|gutschrift(?:en)?|gutscheine?|kulanz\p{L}*|(?:un|votre|notre|cet|comme|d'un|mon) avoir|avoir (?:de|d'un montant)|geste commercial|(?:su|seu|il suo|uw) saldo|saldo (?:a (?:su )?favor|disponible|disponível|disponibile|de crédito)|tegoed|krediet|buono (?:sconto|regalo))(?!\p{L})|(?<!carte (?:de |bancaire de )?)(?<!\p{L})crédits?(?!\p{L})|(?<!(?:tarjeta|cartão) de )(?<!\p{L})créditos?(?!\p{L})|(?<!carta di )(?<!\p{L})crediti?o?(?!\p{L})|余额|抵用|抵扣|代金券|积分|信用额/iu;
const cardWord =
  /(?<!gift )(?<!sim )\bcards?\b|\b(?:visa|master ?card|amex|american express|maestro|paypal|apple pay|google pay|bank account|bank transfer)\b|(?<!\p{L})(?:\p{L}*karten?|bankkonto|carte|tarjeta|cartão|carta|\p{L}*kaart|bankrekening)(?!\p{L})|卡|银行账户/iu;

/** "€312.00 to Visa, €25.00 of it credit" stays one part. */
const partEnd =
  /[;!?()"|。！？；，、]+\s*|\.(?!\d)\s*|(?<=\d[^:]*):\s+|,(?!\d)\s*(?!\S+ of (?:it|that|which)\b)|\s[–—-]+\s|\s(?:and|but|und|aber|et|mais|y|pero|e|mas|ma|en|maar)\s/iu;
const isBareWay = (text: string): boolean =>
  text.length <= bareCharsMax &&
  wayIn(text) !== "none" &&
  !verb.test(text) &&
  !denied.test(text) &&
  amountsIn(text).length === 0;
const verb = /\b(?:paid|charged|refunded|back|is|are|was|were|has|have|had|goes|went|comes?|came)\b/i;
const bareCharsMax = 25;
const bareAmount = /^\W*(?:[A-Z]{3} ?)?[\d.,'\s]+\s*(?:[€$£¥]|[A-Z]{3}|euros?)?\W*$/iu;

const denied =
  /\b(?:not|no|never|none|nothing|without|cannot|[a-z]+n't)\b|(?<!\p{L})(?:nicht|keine?[nmrs]?|pas|aucune?|sin|ningún|ninguna|não|sem|nenhuma?|non|nessuna?|niet|geen)(?!\p{L})|没|不|未|无/iu;
const conditional =
  /\b(?:if|unless|would|could|can|may|might|when|once|as soon as)\b|(?<!\p{L})(?:wenn|falls|sobald|würden?|könnten?|si|quand|serait|cuando|sería|quando|seria|sarebbe|zodra|zouden?)(?!\p{L})|如果|若|会/iu;
