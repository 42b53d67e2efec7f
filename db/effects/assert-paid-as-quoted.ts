import { type Action, quoteOf } from "../action-card.ts";
import type { Booking } from "../bookings.ts";
import { partLabels, parts } from "../ledger.ts";
import { EffectRefused } from "./run-once.ts";

/**
 * A quote that was made of what the ledger held then is not executed when it holds something else now: of two confirmed refunds of one night, the second
 * finds the money gone. Throws EffectRefused `changed`. A quote without lines moves nothing and passes.
 */
export function assertPaidAsQuoted(action: Action, { paid }: Booking): void {
  const { lines } = quoteOf(action);
  for (const part of lines.length === 0 ? [] : parts) {
    const quoted = lines.find(({ label }) => label === partLabels[part])?.paid.minor ?? 0;
    if (quoted !== paid[part]) throw new EffectRefused("changed");
  }
}
