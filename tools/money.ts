import type { Money } from "../db/event-types.ts";

/**
 * An amount in a reader's words: "€312.00", "¥80,000", "KWD 1.250". Decimals follow the currency. The division is done on text, so
 * that no amount is ever a float. Throws RangeError for a currency code that is not three letters.
 */
export function formatMoney({ minor, currency }: Money, language = "en"): string {
  const format = formatterOf(currency, language);
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(toDecimal(minor, decimals)).replaceAll("\u00a0", " ");
}

/** Half of an amount in minor units. An odd amount is rounded up: the half cent is the guest's. */
export const halfRoundedUp = (minor: number): number => Math.ceil(minor / 2);

export const isZero = ({ minor }: Money): boolean => minor === 0;

/** 120 whole units, as guests say a price, in minor units: 12000 of EUR, 120 of JPY, 120000 of KWD. For wishes, never for what is paid. */
export const minorOf = (units: number, currency: string): number =>
  Math.round(units * 10 ** (formatterOf(currency, "en").resolvedOptions().maximumFractionDigits ?? 2));

type DecimalText = `${number}`;

function toDecimal(minor: number, decimals: number): DecimalText {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is not an amount in minor units`);
  if (decimals === 0) return `${minor}`;
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  return `${minor < 0 ? "-" : ""}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` as DecimalText;
}

/** Making a formatter takes longer than using it. A company has few currencies and languages. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(currency: string, language: string): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(language, { style: "currency", currency });
  formatters.set(key, made);
  return made;
}
