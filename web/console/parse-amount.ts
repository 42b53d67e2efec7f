/** "1,000.5" or "1000,50" in minor units of the currency; null for what is no amount in it. On the digits, so that no amount is ever a float. */
export function parseAmount(text: string, currency: string): number | null {
  const decimals =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const plain = withPoint(text.replace(/[\s\u00a0']/g, ""), decimals);
  const [, whole = "", part = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === "" || part.length > decimals) return null;
  return Number(`${whole}${part.padEnd(decimals, "0")}`);
}

/** The last separator is the decimal one when no more digits follow than the currency has; the other one groups thousands. */
function withPoint(text: string, decimals: number): string {
  const [, head = "", last = "", tail = ""] = /^(.*)([.,])(\d+)$/.exec(text) ?? [];
  if (head === "") return text;
  if (tail.length === 3 && decimals < 3) return isGrouped(text, last) ? withoutGroups(text) : "";
  const other = last === "." ? "," : ".";
  return isGrouped(head, other) ? `${withoutGroups(head)}.${tail}` : "";
}

const isGrouped = (digits: string, by: string): boolean =>
  /^\d+$/.test(digits) || new RegExp(`^\\d{1,3}(\\${by}\\d{3})+$`).test(digits);

const withoutGroups = (digits: string): string => digits.replace(/[.,]/g, "");
