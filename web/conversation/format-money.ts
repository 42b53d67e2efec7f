import type { Money } from "../../agent/events.ts";

/** `{ minor: 31200, currency: "EUR" }` → "€312.00". A currency has as many decimals as ISO 4217 gives it. */
export function formatMoney({ minor, currency }: Money): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** decimals);
}
