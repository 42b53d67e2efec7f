import { Command } from "@langchain/langgraph/web";
import { findAction, findActionDecidedBy } from "../db/actions.ts";
import type { Leg } from "../db/legs.ts";
import { deferAction } from "../db/retry-action.ts";
import type { TurnContext } from "./context.ts";
import type { TurnOutcome } from "./events.ts";
import { finishFromRow } from "./finish-from-row.ts";
import { runConfig, type TurnGraph } from "./graph.ts";
import { hangingMsMax } from "./limits.ts";
import { handoff } from "./nodes/handoff.ts";
import { phrases } from "./phrases.ts";
import { sayAgain } from "./say-again.ts";
import { initialState, type State, type TurnState } from "./state.ts";
import { TurnEnded } from "./turn-ended.ts";
import { untilAborted } from "./until-aborted.ts";

/** How a leg ended, and every step of the turn so far. */
export interface Ending {
  outcome: TurnOutcome;
  /** The action that a waiting turn waits for. */
  actionId?: string | undefined;
  steps: string[];
  /** How it ended when it turns out, as its last words are to be written, that a person holds the conversation. */
  ifSilenced?: Ending;
}

/** Runs a leg to its end. One that hangs and does not hear that its time is up is left behind, and nothing that it says later is heard. */
export async function runTurn(
  context: TurnContext,
  graph: TurnGraph,
  leg: Pick<Leg, "torn" | "isFirst">,
): Promise<Ending> {
  const { signal } = context;
  const running = goOn(context, graph, leg);
  try {
    const ending = await untilAborted(running, { signal, graceMs: hangingMsMax });
    return { ...ending, ifSilenced: { outcome: "silenced", steps: context.soFar.steps ?? ending.steps } };
  } catch (error) {
    // What is left behind has nothing to say from now on, whatever it comes to; only the handoff of a turn that broke, or is out of time, is told.
    context.hush();
    throw error;
  }
}

/**
 * Runs the state machine on from wherever its checkpoint stands. What is to be done is read from our rows, never from
 * `getState().next`, which is empty while writes are pending.
 */
async function goOn(
  context: TurnContext,
  graph: TurnGraph,
  { torn, isFirst }: Pick<Leg, "torn" | "isFirst">,
): Promise<Ending> {
  const config = runConfig(context);
  if (isFirst) return run(context, graph, { turn: initialState(context.turn.id) });
  const read = await graph.getState(config).catch((error: unknown) => unreadable(context, error));
  const isOfOtherShape = read?.config.configurable?.checkpoint_id !== undefined && !read.values.turn;
  const before = isOfOtherShape ? unreadable(context, new Error("a checkpoint of another version")) : read;
  if (torn) await sayAgain(context, before?.values.turn?.steps ?? []);
  if (!before) return finishFromRow(context, context.turn.actionId ?? "", []);
  const begun = before.config.configurable?.checkpoint_id !== undefined;
  if (!begun && context.turn.actionId) return finishFromRow(context, context.turn.actionId, []);

  const interrupted = before.tasks.some((task) => task.interrupts.length > 0);
  if (interrupted && (await waitsForSomebody(context, before.values.turn.actionId)))
    return endingOf(before.values.turn, true);
  // A finished node is not run again; one that was under way is.
  const input = !begun
    ? { turn: initialState(context.turn.id) }
    : interrupted
      ? new Command<unknown, never, never>({ resume: true })
      : null;
  return run(context, graph, input);
}

async function run(
  context: TurnContext,
  graph: TurnGraph,
  input: Parameters<TurnGraph["invoke"]>[0],
): Promise<Ending> {
  const done = (await graph.invoke(input, runConfig(context))) as Done;
  const { turn: state } = done;
  const waits = (done.__interrupt__?.length ?? 0) > 0;
  // LangGraph resumes a thread it no longer understands (a node renamed by a deploy) by doing nothing, in silence.
  if (!waits && state.actionId && (await isConfirmedOnly(context, state.actionId))) {
    return finishFromRow(context, state.actionId, state.steps);
  }
  return endingOf(state, waits);
}

type Done = typeof TurnState.State & { __interrupt__?: unknown[] };

/** A checkpoint that cannot be read. What an action's row tells is finished from there; otherwise the turn is broken. */
function unreadable(context: TurnContext, error: unknown): null {
  if (!context.turn.actionId) throw error;
  context.log.warn({ turnId: context.turn.id, err: error }, "a checkpoint cannot be read");
  return null;
}

function endingOf(state: State, waits: boolean): Ending {
  const { steps } = state;
  if (waits) return { outcome: "waiting", actionId: state.actionId ?? undefined, steps };
  if (state.handoffReason !== null) return { outcome: "handoff", steps };
  return { outcome: steps.length > 0 ? "reply" : "silenced", steps };
}

export async function waitsForSomebody({ db }: TurnContext, actionId: string | null): Promise<boolean> {
  const action = actionId ? await findAction(db, { actionId }) : undefined;
  return action?.state === "offered" || action?.state === "awaiting_approval";
}

/** Confirmed, and neither run nor refused nor put off: the graph ended without doing what it was resumed for. */
async function isConfirmedOnly({ db, clock }: TurnContext, actionId: string): Promise<boolean> {
  const action = await findAction(db, { actionId });
  if (action?.state !== "accepted" && action?.state !== "approved") return false;
  return action.retryAt === null || action.retryAt <= clock();
}

/** Stopped by the guest, silenced by a person, out of time, or broken. What the finished nodes did is kept; the last two hand off. */
export async function endEarly(context: TurnContext, graph: TurnGraph, error: unknown): Promise<Ending> {
  const steps = context.soFar.steps ?? (await keptSteps(context, graph));
  const why = endedBy(context, error);
  if (why === "stopped" || why === "silenced") return { outcome: why, steps };
  if (why === "broken") context.log.warn({ turnId: context.turn.id, err: error }, "the turn broke");
  await putOffAction(context, context.turn.actionId);
  const say = why === "timeout" ? phrases.tooLong : phrases.modelDown;
  const handoffReason =
    why === "timeout" ? "The assistant took too long." : "The assistant met a technical problem.";
  const state = { ...initialState(context.turn.id), steps, say, handoffReason };
  const settled = () => context.settled().catch(() => undefined);
  const ended = await handoff(state, { ...context, emit: context.lastWords, settled });
  return { outcome: "handoff", steps: [...steps, ...(ended.steps ?? [])] };
}

/** Of a leg that ended before its first node began. */
async function keptSteps(context: TurnContext, graph: TurnGraph): Promise<string[]> {
  const snapshot = await graph.getState(runConfig(context)).catch(() => null);
  return (snapshot?.values as Partial<typeof TurnState.State> | undefined)?.turn?.steps ?? [];
}

/** A confirmed action that broke or ran out of time may have been done or not. It stays confirmed and is tried again, a bounded number of times. */
async function putOffAction({ db, turn, clock, log }: TurnContext, known: string | null): Promise<void> {
  try {
    const actionId = known ?? (await findActionDecidedBy(db, { turnId: turn.id }))?.id;
    if (actionId) await deferAction(db, { actionId, reason: phrases.neverReached, now: clock() });
  } catch (error) {
    // The disk refuses this too. The action stays confirmed, and its turn is queued again later.
    log.warn({ turnId: turn.id, err: error }, "a confirmed action could neither run nor be put off");
  }
}

function endedBy(context: TurnContext, error: unknown): TurnEnded["why"] | "broken" {
  if (error instanceof TurnEnded) return error.why;
  const reason: unknown = context.signal.reason;
  return context.signal.aborted && reason instanceof TurnEnded ? reason.why : "broken";
}
