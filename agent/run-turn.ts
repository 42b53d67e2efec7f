import { Command } from "@langchain/langgraph";
import { findAction } from "../db/actions.ts";
import type { TurnContext } from "./context.ts";
import type { TurnOutcome } from "./events.ts";
import { finishFromRow } from "./finish-from-row.ts";
import { runConfig, type TurnGraph } from "./graph.ts";
import { handoff } from "./nodes/handoff.ts";
import { phrases } from "./phrases.ts";
import { initialState, type State } from "./state.ts";
import { TurnEnded } from "./turn-ended.ts";

/** How a leg ended, and every step of the turn so far. */
export interface Ending {
  outcome: TurnOutcome;
  /** The action that a waiting turn waits for. */
  actionId?: string | undefined;
  steps: string[];
}

/**
 * Runs the state machine on from wherever its checkpoint stands. What is to be done is read from our rows, never from
 * `getState().next`, which is empty while writes are pending.
 */
export async function runTurn(context: TurnContext, graph: TurnGraph): Promise<Ending> {
  const config = runConfig(context);
  const before = await graph.getState(config);
  const begun = before.config.configurable?.checkpoint_id !== undefined;
  if (!begun && context.turn.actionId) return finishFromRow(context, context.turn.actionId, []);

  const interrupted = before.tasks.some((task) => task.interrupts.length > 0);
  if (interrupted && (await waitsForSomebody(context, before.values.actionId)))
    return endingOf(before.values, true);
  // A finished node is not run again; one that was under way is.
  const input = !begun
    ? initialState(context.turn.id)
    : interrupted
      ? new Command<unknown, never, never>({ resume: true })
      : null;
  const state = (await graph.invoke(input, config)) as State & { __interrupt__?: unknown[] };
  await context.settled();
  const waits = (state.__interrupt__?.length ?? 0) > 0;
  // LangGraph resumes a thread it no longer understands (a node renamed by a deploy) by doing nothing, in silence.
  if (!waits && state.actionId && (await isConfirmedOnly(context, state.actionId))) {
    return finishFromRow(context, state.actionId, state.steps);
  }
  return endingOf(state, waits);
}

function endingOf(state: State, waits: boolean): Ending {
  const { steps } = state;
  if (waits) return { outcome: "waiting", actionId: state.actionId ?? undefined, steps };
  if (state.handoffReason !== null) return { outcome: "handoff", steps };
  return { outcome: steps.length > 0 ? "reply" : "silenced", steps };
}

async function waitsForSomebody({ db }: TurnContext, actionId: string | null): Promise<boolean> {
  const action = actionId ? await findAction(db, { actionId }) : undefined;
  return action?.state === "offered" || action?.state === "awaiting_approval";
}

/** Confirmed, and neither run nor refused: the graph ended without doing what it was resumed for. */
async function isConfirmedOnly({ db }: TurnContext, actionId: string): Promise<boolean> {
  const action = await findAction(db, { actionId });
  return action?.state === "accepted" || action?.state === "approved";
}

/** Stopped by the guest, silenced by a person, out of time, or broken. What the finished nodes did is kept; the last two hand off. */
export async function endEarly(context: TurnContext, graph: TurnGraph, error: unknown): Promise<Ending> {
  const { values } = await graph.getState(runConfig(context));
  const steps = (values as Partial<State>).steps ?? [];
  const why = endedBy(context, error);
  if (why === "stopped" || why === "silenced") return { outcome: why, steps };
  if (why === "broken") context.log.warn({ turnId: context.turn.id, err: error }, "the turn broke");
  const say = why === "timeout" ? phrases.tooLong : phrases.modelDown;
  const handoffReason =
    why === "timeout" ? "The assistant took too long." : "The assistant met a technical problem.";
  const state = { ...initialState(context.turn.id), steps, say, handoffReason };
  const ended = await handoff(state, { ...context, settled: () => context.settled().catch(() => undefined) });
  return { outcome: "handoff", steps: [...steps, ...(ended.steps ?? [])] };
}

function endedBy(context: TurnContext, error: unknown): TurnEnded["why"] | "broken" {
  if (error instanceof TurnEnded) return error.why;
  const reason: unknown = context.signal.reason;
  return context.signal.aborted && reason instanceof TurnEnded ? reason.why : "broken";
}
