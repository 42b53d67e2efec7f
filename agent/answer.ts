import { lastSeq } from "../db/event-log.ts";
import { EventWriter } from "../db/event-writer.ts";
import { followTurn } from "../db/follow-log.ts";
import { endLeg, type LegEnd, nextLeg } from "../db/legs.ts";
import { listDoneThreads } from "../db/threads.ts";
import { findTurn, type Turn } from "../db/turns.ts";
import type { AgentParts } from "./context.ts";
import type { LoggedEvent } from "./events.ts";
import { buildGraph, type TurnGraph } from "./graph.ts";
import { withoutThinking } from "./kept-thinking.ts";
import { deltaWriteMsMax, quietWriteMsMax } from "./limits.ts";
import { type Ending, endEarly, runTurn } from "./run-turn.ts";
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

/** What runs turns: one for the process. */
interface Engine {
  parts: AgentParts;
  graph: TurnGraph;
  writer: EventWriter;
  checkpointer: TurnSaver;
}

/** Threads deleted in one `tidy`. */
const tidiedMax = 100;

export function createAgent(parts: AgentParts): Agent {
  const writer = new EventWriter(parts.db, parts.clock, {
    deltaMsMax: deltaWriteMsMax,
    quietMsMax: quietWriteMsMax,
  });
  const checkpointer = new TurnSaver(parts.db);
  const graph = buildGraph(checkpointer);
  const gate = new StartGate();
  const engine: Engine = { parts, graph, writer, checkpointer };
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
      const after = lastSeq(parts.db, turn);
      const running = runLeg(turn, { ...engine, signal });
      running.catch(() => following.abort());
      const { conversationId } = turn;
      yield* followTurn(parts.db, { conversationId, turnId, after, signal: following.signal });
      await running;
    },
    async run(turnId, { signal }) {
      const turn = await letIn(turnId);
      if (turn) await runLeg(turn, { ...engine, signal });
    },
    async tidy() {
      for (const id of await listDoneThreads(parts.db, { limit: tidiedMax }))
        await checkpointer.deleteThread(id);
    },
  };
}

/** One leg, from `turn-start` to `turn-end`: the first is committed with what it says first, the other with what it says last. */
async function runLeg(
  queued: Turn,
  { parts, graph, writer, checkpointer, signal }: Engine & { signal: AbortSignal },
): Promise<void> {
  const { turn, torn, isFirst, begin } = nextLeg(parts.db, queued);
  const { context, voice, close } = await turnContext(turn, { parts, writer, signal });
  voice.also(begin);
  checkpointer.open(turn.id, voice);
  const toLegEnd = ({ outcome, actionId, steps }: Ending): LegEnd => {
    const added = steps.map((json) => withoutThinking(JSON.parse(json)));
    return { turnId: turn.id, outcome, actionId, steps: added, now: parts.clock() };
  };
  try {
    const ending = await runTurn(context, graph, { torn, isFirst })
      .then((whole) => {
        // Its last words could not be written: it has not said what it did.
        if (voice.failure()) throw voice.failure();
        return whole;
      })
      .catch((error) => {
        // The commit that began it may be the one that failed.
        voice.also(begin);
        return endEarly(context, graph, error);
      });
    const { ifSilenced = ending } = ending;
    voice.also((isWhole) => endLeg(parts.db, toLegEnd(isWhole ? ending : ifSilenced)));
    await voice.settled();
  } finally {
    close();
    checkpointer.forget(turn.id);
  }
}
