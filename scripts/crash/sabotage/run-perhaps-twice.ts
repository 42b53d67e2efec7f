import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Action } from "../../../db/action-card.ts";
import { finishAction } from "../../../db/actions.ts";
import type { Effect, Executed, Order } from "../../../db/effects/run-once.ts";
import type { Receipt } from "../../../db/event-types.ts";
import { atomically, type Db } from "../../../db/open.ts";
import { actions } from "../../../db/schema.ts";

export * from "../../../db/effects/run-once.ts";

/** As long as a payment provider takes to answer. */
const answerMs = 500;

/** The effect first, under an id of its own; that it was done is written down when it has answered. Between the two, a crash forgets it. */
export async function runOnce(db: Db, { confirmationId, now }: Order, effect: Effect): Promise<Executed> {
  const receipt = atomically(db, (tx): Receipt => {
    const action = tx
      .select()
      .from(actions)
      .all()
      .find(({ id }) => id === confirmationId) as Action;
    const moved = effect(tx, { action, now });
    db.$client.exec("pragma defer_foreign_keys = on");
    for (const id of [`refund-${confirmationId}`, `charge-${confirmationId}`])
      rename(db, id, `${id}-${randomUUID()}`);
    return moved;
  });
  await wait(answerMs);
  atomically(db, (tx) => finishAction(tx, { actionId: confirmationId, receipt, now }));
  return { kind: "done", receipt };
}

function rename(db: Db, id: string, unique: string): void {
  db.$client.prepare("update ledger_transactions set id = ? where id = ?").run(unique, id);
  db.$client.prepare("update ledger_entries set transaction_id = ? where transaction_id = ?").run(unique, id);
}
