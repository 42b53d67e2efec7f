import { findAction } from "../db/actions.ts";
import { storedSteps } from "../db/turns.ts";
import type { TurnContext } from "./context.ts";
import { act } from "./nodes/act.ts";
import { afterDecision } from "./nodes/after-decision.ts";
import { handoff } from "./nodes/handoff.ts";
import { offerAmountSet } from "./nodes/offer-amount-set.ts";
import { reply } from "./nodes/reply.ts";
import { type Ending, waitsForSomebody } from "./run-turn.ts";
import { initialState, type State } from "./state.ts";

/**
 * Finishes a turn whose checkpoint is gone, or no longer understood: everything needed to run an action stands in its row, and the
 * same nodes do it. `known` are the steps that a checkpoint still told, if there was one.
 */
export async function finishFromRow(
  context: TurnContext,
  actionId: string,
  known: string[],
): Promise<Ending> {
  const stored = (await storedSteps(context.db, { turnId: context.turn.id })).map((message) =>
    JSON.stringify(message),
  );
  const steps = known.length > stored.length ? known : stored;
  const state: State = { ...initialState(context.turn.id), actionId, steps };
  const action = await findAction(context.db, { actionId });
  // An amount that a person set may not have been told yet; telling it twice does no harm.
  if (action?.state === "offered" && action.replacesId !== null)
    return { outcome: "waiting", actionId, steps: [...steps, await offerAmountSet(context, action)] };
  if (await waitsForSomebody(context, actionId)) return { outcome: "waiting", actionId, steps };
  const decided = await afterDecision(context, actionId);
  const acted = decided.next === "act" ? await act({ ...state, ...decided, steps }, context) : decided;
  if (acted.next === "approve" || acted.next === "confirm") {
    const waitsFor = acted.actionId ?? actionId;
    return { outcome: "waiting", actionId: waitsFor, steps: [...steps, ...(acted.steps ?? [])] };
  }
  const handsOff = acted.next === "handoff";
  const ended = await (handsOff ? handoff : reply)({ ...state, ...acted, steps }, context);
  await context.settled();
  const added = [...(acted.steps ?? []), ...(ended.steps ?? [])];
  return { outcome: handsOff ? "handoff" : "reply", steps: [...steps, ...added] };
}
