import { and, eq } from "drizzle-orm";
import { type Action, quoteOf } from "../action-card.ts";
import { finishAction } from "../actions.ts";
import type { Money, Receipt } from "../event-types.ts";
import { atomically, type Db, type Tx } from "../open.ts";
import { actions } from "../schema.ts";

/** What a guest confirmed, and nobody else's words. */
export interface Order {
  confirmationId: string;
  guestId: string;
  /** The tool whose offer it was, and what it was about. The action's row must say the same. */
  tool: string;
  subject: string;
  /** What the guest accepted. The stored quote must say the same. */
  amount: Money;
  now: number;
}

export type RefusedWhy =
  /** No such confirmation of this guest, tool, subject and amount. */
  | "unknown"
  /** Not, or no longer, confirmed; or, where money goes to a guest, not approved. */
  | "not-confirmed"
  /** The booking is cancelled. */
  | "already-cancelled"
  /** Somebody else has the place on these dates. */
  | "taken"
  /** The world is not as it was quoted. */
  | "changed"
  /** The host claims damage, and no person has approved that the deposit goes back all the same. */
  | "damage-claimed"
  /** The database's own guards do not allow it. */
  | "guarded";

export type Executed =
  | { kind: "done"; receipt: Receipt }
  /** Nothing was changed. */
  | { kind: "refused"; why: RefusedWhy };

/** Thrown by an effect to end its unit of work with nothing done. */
export class EffectRefused extends Error {
  constructor(readonly why: RefusedWhy) {
    super(`the effect was refused: ${why}`);
    this.name = "EffectRefused";
  }
}

/** Changes rows and returns the receipt, read back from them. Executes the action's stored quote and computes no amount anew. */
export type Effect = (tx: Tx, about: { action: Action; now: number }) => Receipt;

/**
 * Runs an effect for a confirmed action, exactly once: effect and action change in one transaction or not at all. Keyed by the confirmation
 * id: a second call finds the action done and returns the receipt of the first. Throws when the database's guards refuse (more than was
 * paid, overlapping nights), which rolls everything back.
 */
export function runOnce(db: Db, order: Order, effect: Effect): Executed {
  try {
    return atomically(db, (tx) => runInside(tx, order, effect));
  } catch (error) {
    if (error instanceof EffectRefused) return { kind: "refused", why: error.why };
    throw error;
  }
}

/** The same inside somebody's unit of work. Throws EffectRefused. */
export function runInside(tx: Tx, order: Order, effect: Effect): Executed {
  const action = findConfirmed(tx, order);
  if (action.state === "done") return { kind: "done", receipt: JSON.parse(action.outcome ?? "null") };
  if (!mayRun(action)) throw new EffectRefused("not-confirmed");
  const receipt = effect(tx, { action, now: order.now });
  // The state was read in this transaction; were it to fail all the same, everything above goes with it.
  if (!finishAction(tx, { actionId: action.id, receipt, now: order.now }))
    throw new Error(`action ${action.id} did not finish`);
  return { kind: "done", receipt };
}

/** Money leaves the company only when the rules or people have approved it (clear-action.ts); all else on the guest's own yes. */
function mayRun(action: Action): boolean {
  return (
    action.state === "approved" || (action.state === "accepted" && quoteOf(action).direction !== "refund")
  );
}

function findConfirmed(tx: Tx, { confirmationId, guestId, tool, subject, amount }: Order): Action {
  const action = tx
    .select()
    .from(actions)
    .where(
      and(
        eq(actions.id, confirmationId),
        eq(actions.guestId, guestId),
        eq(actions.tool, tool),
        eq(actions.subject, subject),
      ),
    )
    .get();
  if (!action) throw new EffectRefused("unknown");
  const quoted = quoteOf(action).amount;
  if (quoted.minor !== amount.minor || quoted.currency !== amount.currency)
    throw new EffectRefused("unknown");
  return action;
}
