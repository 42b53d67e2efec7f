import { eq } from "drizzle-orm";
import { type Action, findAction } from "./actions.ts";
import type { Db } from "./open.ts";
import { actions, escalations } from "./schema.ts";

/* An amount that a person sets makes a new action, which names the one it replaces: a chain from the tool's own offer to the newest. */

/** Longer chains are no chains but a fault. */
const linksMax = 50;

/** The offer with the tool's own amount that an action goes back to; itself for most. */
export async function findOriginal(db: Db, { action }: { action: Action }): Promise<Action> {
  let original = action;
  for (let link = 0; original.replacesId !== null; link++) {
    const before = await findAction(db, { actionId: original.replacesId });
    if (!before || link >= linksMax) throw new Error(`action ${action.id} goes back to nothing`);
    original = before;
  }
  return original;
}

/** The action that stands in for one that a person replaced; undefined when none does. */
export async function findReplacement(
  db: Db,
  { actionId }: { actionId: string },
): Promise<Action | undefined> {
  return db.select().from(actions).where(eq(actions.replacesId, actionId)).get();
}

/** The action that a case of staff's is about; undefined for a question, and for no case. */
export async function findActionOfEscalation(
  db: Db,
  { escalationId }: { escalationId: string },
): Promise<Action | undefined> {
  return db
    .select({ action: actions })
    .from(escalations)
    .innerJoin(actions, eq(actions.id, escalations.actionId))
    .where(eq(escalations.id, escalationId))
    .get()?.action;
}
