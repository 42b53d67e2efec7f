import { appendEvents } from "./event-log.ts";
import { endLeg as endOf, type LegEnd, nextLeg } from "./legs.ts";
import { atomically, type Db } from "./open.ts";
import { findTurn } from "./turns.ts";

/** Begins a leg that says nothing yet, as a crash may leave it. */
export async function startLeg(db: Db, { turnId, now }: { turnId: string; now: number }): Promise<void> {
  const turn = await turnOf(db, turnId);
  const { begin } = nextLeg(db, turn);
  atomically(db, (tx) => appendEvents(tx, { ...turn, turnId, events: begin(), now }));
}

export async function endLeg(db: Db, end: LegEnd): Promise<void> {
  const turn = await turnOf(db, end.turnId);
  atomically(db, (tx) => appendEvents(tx, { ...turn, ...end, events: endOf(db, end) }));
}

async function turnOf(db: Db, turnId: string) {
  const turn = await findTurn(db, { turnId });
  if (!turn) throw new Error(`no turn ${turnId}`);
  return turn;
}
