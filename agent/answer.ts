import { EventWriter } from "../db/event-writer.ts";
import { followTurn } from "../db/follow-log.ts";
import { endLeg, findTurn, listDoneThreads, startLeg, type Turn } from "../db/turns.ts";
import type { AgentParts } from "./context.ts";
import type { LoggedEvent } from "./events.ts";
import { buildGraph, type TurnGraph } from "./graph.ts";
import { withoutThinking } from "./kept-thinking.ts";
import { deltaWriteMsMax } from "./limits.ts";
import { endEarly, runTurn } from "./run-turn.ts";
import { StartGate } from "./start-gate.ts";
import { turnContext } from "./turn-context.ts";
import { TurnSaver } from "./turn-saver.ts";

export { TurnEnded } from "./turn-ended.ts";

export interface Agent {
  /**
   * The one door: starts a queued turn, or goes on with one that a card's decision, a restart or a crash left. Yields the events of
   * this leg as they are committed, ending with `turn-end`. The turn runs to its end also when nobody listens any more.
   * Nothing is yielded for a turn that is waiting or done. Abort with a `TurnEnded`. Throws only when the database does.
   */
  answer(turnId: string, options: { signal: AbortSignal }): AsyncIterable<LoggedEvent>;
  /** The same for a caller who reads the log elsewhere, or not at all. Resolves when the leg has ended. */
  run(turnId: string, options: { signal: AbortSignal }): Promise<void>;
  /** Deletes checkpoints that turns which are done have left. Bounded; call it now and then. */
  tidy(): Promise<void>;
}

/** Threads deleted in one `tidy`. */
const tidiedMax = 100;

export function createAgent(parts: AgentParts): Agent {
  const writer = new EventWriter(parts.db, parts.clock, deltaWriteMsMax);
  const checkpointer = new TurnSaver(parts.db, writer);
  const graph = buildGraph(checkpointer);
  const gate = new StartGate();
  /** From `turn-start`, which is committed before this returns, to `turn-end`. */
  const runToEnd = async (turn: Turn, signal: AbortSignal): Promise<void> => {
    try {
      await runLeg(turn, { parts, graph, writer, signal });
    } finally {
      checkpointer.forget(turn.id);
    }
  };
  /** The turn, when its time to begin has come. Null when it is waiting or done. */
  const letIn = async (turnId: string) => {
    await gate.enter();
    const turn = await findTurn(parts.db, { turnId });
    return turn?.status === "queued" || turn?.status === "running" ? turn : null;
  };
  return {
    async *answer(turnId, { signal }) {
      const turn = await letIn(turnId);
      if (!turn) return;
      const following = new AbortController();
      const running = runToEnd(turn, signal);
      running.catch(() => following.abort());
      const { conversationId } = turn;
      yield* followTurn(parts.db, { conversationId, turnId, signal: following.signal });
      await running;
    },
    async run(turnId, { signal }) {
      const turn = await letIn(turnId);
      if (turn) await runToEnd(turn, signal);
    },
    async tidy() {
      for (const id of await listDoneThreads(parts.db, { limit: tidiedMax }))
        await checkpointer.deleteThread(id);
    },
  };
}

/** One leg, from `turn-start` to `turn-end`. */
async function runLeg(
  queued: Turn,
  {
    parts,
    graph,
    writer,
    signal,
  }: { parts: AgentParts; graph: TurnGraph; writer: EventWriter; signal: AbortSignal },
): Promise<void> {
  const { turn, torn, isFirst } = await startLeg(parts.db, { turnId: queued.id, now: parts.clock() });
  const context = await turnContext(turn, { parts, writer, signal });
  const { outcome, actionId, steps } = await runTurn(context, graph, { torn, isFirst }).catch((error) =>
    endEarly(context, graph, error),
  );
  await context.settled().catch(() => undefined);
  const added = steps.map((json) => withoutThinking(JSON.parse(json)));
  await endLeg(parts.db, { turnId: turn.id, outcome, actionId, steps: added, now: parts.clock() });
}
