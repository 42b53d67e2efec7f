/** How long a refund is on its way once it is sent, as knowledge/articles/refund-times.md says it; a test compares the two. */
export const cardWorkingDays = "5–10";
export const walletWorkingDaysMax = 3;
export const transferDaysMax = 14;

/** "5–10 working days", by the words the ledger has for the way of payment ("Visa ending 4242"). */
export function refundArrival(method: string): string {
  if (/paypal|apple pay|google pay|wallet/i.test(method)) return `up to ${walletWorkingDaysMax} working days`;
  if (/transfer|iban|account/i.test(method)) return `up to ${transferDaysMax} days`;
  return `${cardWorkingDays} working days`;
}
