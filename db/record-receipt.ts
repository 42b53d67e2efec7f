import { quoteOf } from "./action-card.ts";
import { getAction } from "./action-moves.ts";
import { finishAction } from "./actions.ts";
import type { Receipt } from "./event-types.ts";
import { atomically, type Db } from "./open.ts";

/**
 * Writes down that the booking system carried a confirmed action out. The built-in one has done so in the commit of the effect, and then
 * nothing changes; of any other we know only by its answer. Returns the receipt that stands in our row. Throws on a receipt for something else than the guest
 * accepted: then nobody may say that it was done.
 */
export async function recordReceipt(
  db: Db,
  { actionId, receipt, now }: { actionId: string; receipt: Receipt; now: number },
): Promise<Receipt> {
  return atomically(db, (tx) => {
    const action = getAction(tx, actionId);
    if (action.state === "done") return JSON.parse(action.outcome ?? "null");
    const { amount, direction } = quoteOf(action);
    const expected = direction === "none" ? 0 : amount.minor;
    const isAsAccepted =
      receipt.confirmationId === actionId &&
      receipt.amount.minor === expected &&
      receipt.amount.currency === amount.currency &&
      (expected === 0 || receipt.direction === direction);
    if (!isAsAccepted) throw new Error(`the receipt for ${actionId} is not for what was accepted`);
    if (!finishAction(tx, { actionId, receipt, now }))
      throw new Error(`${actionId} was carried out while it was ${action.state}`);
    return receipt;
  });
}
