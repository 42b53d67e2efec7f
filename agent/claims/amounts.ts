/** An amount in a sentence: its value as digits with a point, and "EUR", "%", "KR" (any crown), or "" when no currency is named. */
export interface Amount {
  value: string;
  currency: string;
}

/** Every number that stands beside a currency or a percent sign, and bare numbers where money is meant ("Your refund is 999."). */
export function amountsIn(plainText: string): Amount[] {
  const found: Amount[] = [];
  const rest = plainText.replace(beside, (_all, before, value, other, after) => {
    found.push({
      value: digitsOf(value ?? other, before ?? after),
      currency: currencyOf(before ?? after),
    });
    return " ¤ ";
  });
  for (const match of rest.replace(notMoney, " ").matchAll(bare))
    found.push({ value: digitsOf(match[1] ?? match[2] ?? match[3] ?? ""), currency: "" });
  for (const match of rest.matchAll(inWords)) found.push({ value: match[0], currency: "words" });
  return found;
}

/** What proves an amount: its own currency with the same value; a bare number needs the value in any currency. */
export function provenAmount({ value, currency }: Amount, told: readonly Amount[]): boolean {
  return told.some(
    (known) =>
      known.value === value &&
      (currency === "" ? known.currency !== "%" : sameCurrency(known.currency, currency)),
  );
}

const crowns = ["SEK", "NOK", "DKK"];
const sameCurrency = (a: string, b: string): boolean =>
  a === b || (a === "KR" && crowns.includes(b)) || (b === "KR" && crowns.includes(a));

const symbols =
  "(?:US|CA|AU|NZ|HK|[CAR])?\\$|[€£¥₹₩₺₽฿₫₪₱]|zł|(?<![a-z])(?:eur|usd|gbp|jpy|chf|sek|nok|dkk|cad|aud|nzd|inr|brl|zar|pln|czk|huf|cny|rmb|krw|try|mxn|hkd|sgd|ron|kwd|bhd|omr)(?![a-z])";
const words =
  "(?<![a-z])(?:euros?|dollars?|d[oó]lares|pounds?|pfund|livres?|libras?|sterline|yen|yuan|rupees?|rand|real|reais|dinars?|franken|francs?|bucks|quid|cents?|kronor|kroner|kr|percent|per cent|prozent|pour cent|por ciento|por cento|per cento|procent)(?![a-z])|欧元|美元|英镑|日元|人民币|[元块]|%";
const digits = String.raw`\d{1,3}(?:[ ']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d(?:[\d.,]*\d)?`;

const beside = new RegExp(
  String.raw`(${symbols}|(?<![a-z])(?:kr(?=\.?\s?\d)|r(?=\d{2})))\.?\s*(${digits})|(${digits})\s*-?(?:${"k\\s"})?(${symbols}|${words})`,
  "giu",
);

/** Dates, times, references, phone and list numbers. */
const notMoney =
  /\bbk[- ]?\d{2,9}\b|\b\d{1,4}([./-])\d{1,2}\1\d{1,4}\b|\b\d{1,2}[:.]\d{2}\b(?=\s*(?:h\b|uhr|o'clock|am\b|pm\b|local|heures))|\b\d{1,2}:\d{2}\b/gi;

const bare =
  /\b(?:refund|amount|total|price|cost|deposit|sum|erstattung|betrag|remboursement|montant|reembolso|importe|valor|rimborso|importo|terugbetaling|bedrag)\s*(?:of|is|was|will be|would be|comes to|amounts to|von|beträgt|ist|est de|de|es de|es|é de|è di|di|van|is|[:=])\s*(?:only |about |exactly |now )*(\d[\d.,]*)(?!\s*(?:\p{L}|\d|%|[-–]\s*\d))|\b(?:get|receive|refund(?:ed)?|pay|paid|charged?|owe)\s+(?:you\s+|back\s+)*(\d[\d.,]*)(?=\s*(?:$|[.!,]\s|[.!]$|back\b|in total\b|to your\b|on your\b))|(?<![\d.,:/-])(\d{1,3}(?:[.,]?\d{3})*[.,]\d{2})(?![\d.,:/-]*\d|\s*(?:h\b|uhr|o'clock|am\b|pm\b|local))/giu;

const inWords =
  /\b(?:hundred|thousand|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)\s+(?:euros?|dollars?|pounds?|yen|percent|per cent)\b|\b(?:eur|usd|gbp|chf)\s+(?:\w+\s+)?(?:hundred|thousand|\w+ty|ten)\b/gi;

const names: [RegExp, string][] = [
  [/^(?:US\$|\$|usd|dollars?|d[oó]lares|bucks|美元)$/i, "USD"],
  [/^(?:€|eur|euros?|欧元)$/i, "EUR"],
  [/^(?:£|gbp|pounds?|pfund|livres?|libras?|sterline|quid|英镑)$/i, "GBP"],
  [/^(?:¥|jpy|yen|日元)$/i, "JPY"],
  [/^(?:cny|rmb|yuan|元|块|人民币)$/i, "CNY"],
  [/^(?:c\$|ca\$|cad)$/i, "CAD"],
  [/^(?:a\$|au\$|aud)$/i, "AUD"],
  [/^(?:r\$|brl|real|reais)$/i, "BRL"],
  [/^(?:r|zar|rand)$/i, "ZAR"],
  [/^(?:kwd|dinars?)$/i, "KWD"],
  [/^(?:₹|inr|rupees?)$/i, "INR"],
  [/^(?:zł|pln)$/i, "PLN"],
  [/^(?:chf|franken|francs?)$/i, "CHF"],
  [/^(?:kr|kronor|kroner)$/i, "KR"],
  [/^(?:%|percent|per cent|prozent|pour cent|por ciento|por cento|per cento|procent)$/i, "%"],
];

const currencyOf = (written = ""): string =>
  names.find(([pattern]) => pattern.test(written))?.[1] ?? written.toUpperCase();

/** Currencies of a thousand parts: "KWD 60.500" is sixty and a half, never sixty thousand. */
const ofThousandParts = /^(?:kwd|bhd|omr|dinars?)$/i;

/** "1,240.00", "1.240,00" and "1 240" become "1240", "1240", "1240"; "0.50" keeps its cents, and "KWD 1,060.500" its fils: "1060.500". */
export function digitsOf(written: string, currency = ""): string {
  const fils = ofThousandParts.test(currency)
    ? /^(.*)[.,](\d{3})$/.exec(written.replace(/[\s']/g, ""))
    : null;
  if (fils) return `${fils[1]!.replace(/[.,]/g, "")}${fils[2] === "000" ? "" : `.${fils[2]}`}`;
  const compact = written.replace(/[\u00a0\u202f' ]/g, "").replace(/[.,]+$/, "");
  const decimal = /[.,](\d{1,2})$/.exec(compact);
  const whole = (decimal ? compact.slice(0, decimal.index) : compact).replace(/[.,]/g, "");
  const cents = (decimal?.[1] ?? "").padEnd(2, "0");
  return cents === "00" ? whole : `${whole}.${cents}`;
}
