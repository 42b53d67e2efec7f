import { and, eq, sql } from "drizzle-orm";
import { getAction, move, queueWaitingTurn } from "./action-moves.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { actions } from "./schema.ts";

/** How often the booking system is asked before a person is; and the wait after the first time, which doubles. In ms. */
export const attemptsMax = 6;
const retryMsMin = 15_000;

/** The order is about to go out. From here on nobody may say that nothing was done before the booking system has said so. */
export async function noteSent(db: Db, { actionId, now }: { actionId: string; now: number }): Promise<void> {
  db.update(actions)
    .set({ sentAt: sql`coalesce(${actions.sentAt}, ${now})` })
    .where(eq(actions.id, actionId))
    .run();
}

export type Deferred =
  /** It stays confirmed and is tried again. `first`: the guest has not been told yet. */
  | { kind: "retry"; first: boolean; sent: boolean }
  /** Asked often enough, and still nobody knows. */
  | { kind: "in-doubt" }
  /** Asked often enough, and the order never went out: nothing was done. */
  | { kind: "gave-up" }
  /** Not confirmed, or over: nothing to try again. */
  | { kind: "none" };

/**
 * A confirmed action about which the booking system could not be asked, or did not answer. It is tried again a bounded number of times,
 * and then ends for a person: as `failed` only when it never went out.
 */
export async function deferAction(
  db: Db,
  {
    actionId,
    reason,
    now,
  }: { actionId: string /** For the guest, if it never went out. */; reason: string; now: number },
): Promise<Deferred> {
  return atomically(db, (tx): Deferred => {
    const action = getAction(tx, actionId);
    if (action.state !== "accepted" && action.state !== "approved") return { kind: "none" };
    const attempts = action.attempts + 1;
    const sent = action.sentAt !== null;
    if (attempts < attemptsMax) {
      const retryAt = now + retryMsMin * 2 ** (attempts - 1);
      tx.update(actions).set({ attempts, retryAt }).where(eq(actions.id, actionId)).run();
      return { kind: "retry", first: attempts === 1, sent };
    }
    const outcome = JSON.stringify({ reason, personNeeded: true });
    const from = ["accepted", "approved"] as const;
    if (sent) move(tx, action, [...from], "in_doubt", { attempts, outcome }, now);
    else move(tx, action, [...from], "failed", { attempts, outcome, finishedAt: now }, now);
    return { kind: sent ? "in-doubt" : "gave-up" };
  });
}

/** What is in doubt in a conversation is sent again, the same order under the same confirmation id: whatever came of it, it happens once. */
export function retryInDoubt(
  tx: Tx,
  { conversationId, staffId, now }: { conversationId: string; staffId: string; now: number },
): void {
  const inDoubt = tx
    .select()
    .from(actions)
    .where(and(eq(actions.conversationId, conversationId), eq(actions.state, "in_doubt")))
    .all();
  const anew = { attempts: 0, retryAt: null, outcome: null };
  for (const action of inDoubt) {
    move(tx, action, ["in_doubt"], "approved", anew, now, { actor: `staff:${staffId}` });
    queueWaitingTurn(tx, action, now);
  }
}
