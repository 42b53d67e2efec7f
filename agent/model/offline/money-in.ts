/** "€312", "312.50 euros", "USD 20": minor units of the currency said. */
export function moneyIn(text: string): { minor: number; currency: string }[] {
  const limit =
    /\b(?:under|below|at most|up to|less than|no more than|max(?:imum)?) (\d{2,6})\b(?![.,]\d)(?! ?(?:[€$£¥]|eur|usd|gbp|jpy|people|guests|nights|dollars|pounds|yen))/i.exec(
      text,
    );
  if (limit) return [{ minor: Number(limit[1]) * 100, currency: "EUR" }];
  const pattern =
    /([€$£¥]|\b(?:eur|usd|gbp|jpy)\b)\s*(\d[\d.,]*)|(\d[\d.,]*)\s*([€$£¥]|(?:eur|usd|gbp|jpy|euros?|dollars?|pounds?|yen)\b)/gi;
  return [...text.matchAll(pattern)].map((match) => {
    const currency = currencies[(match[1] ?? match[4] ?? "").toLowerCase().replace(/s$/, "")] ?? "EUR";
    const digits = (match[2] ?? match[3] ?? "").replace(/[.,]$/, "");
    const [, whole = digits, cents = ""] = /^(.*)[.,](\d{1,2})$/.exec(digits) ?? [];
    const major = Number(`${whole.replace(/[.,]/g, "")}.${cents || 0}`);
    return { minor: Math.round(major * (currency === "JPY" ? 1 : 100)), currency };
  });
}

const currencies: Record<string, string> = {
  ...{ "€": "EUR", eur: "EUR", euro: "EUR", $: "USD", usd: "USD", dollar: "USD" },
  ...{ "£": "GBP", gbp: "GBP", pound: "GBP", "¥": "JPY", jpy: "JPY", yen: "JPY" },
};
