import "./graph-context.ts";
import { Runnable } from "@langchain/core/runnables";
import { type BaseCheckpointSaver, Command, END, START, StateGraph } from "@langchain/langgraph/web";
import type { TurnContext } from "./context.ts";
import { act, onlyRead } from "./nodes/act.ts";
import { admit } from "./nodes/admit.ts";
import { approve } from "./nodes/approve.ts";
import { check } from "./nodes/check.ts";
import { confirm } from "./nodes/confirm.ts";
import { handoff } from "./nodes/handoff.ts";
import { model } from "./nodes/model.ts";
import { recall } from "./nodes/recall.ts";
import { reply } from "./nodes/reply.ts";
import { type Next, type State, TurnState, type Update } from "./state.ts";

/** Where a node finds its `TurnContext` in LangGraph's configuration. LangGraph copies only plain values from there into a checkpoint. */
const contextKey = "turnContext";

/**
 * The state machine of one turn:
 *
 *   admit ─► recall ──► model ──► act ──► model … ─► check ─► reply
 *     │                   │        ├─► confirm  (interrupt: the guest decides)
 *     │                   │        └─► approve  (interrupt: people decide, or set another amount: confirm)
 *     └───────────────────┴──────────────────────► handoff
 *
 * A step of LangGraph costs about a millisecond of CPU. `recall`, `check` and `reply` neither run a tool nor wait, so each runs in the step of
 * the node that leads to it; and so do a call of a model, before which there is nothing that could not be found again, and one round of tools that only
 * read with the call that follows it. A crash in a step, or before its checkpoint is stored, costs its calls of the model once more, two a step, and nothing else.
 */
export function buildGraph(checkpointer: BaseCheckpointSaver) {
  return new StateGraph(TurnState)
    .addNode("admit", new Step(admit), { ends: ["model", "act", "handoff", END] })
    .addNode("model", new Step(model), { ends: ["model", "act", "handoff", END] })
    .addNode("act", new Step(act), { ends: ["model", "act", "confirm", "approve", "handoff", END] })
    .addNode("confirm", wrapped(confirm), { ends: ["act", "handoff", END] })
    .addNode("approve", wrapped(approve), { ends: ["act", "confirm", "handoff", END] })
    .addNode("handoff", new Step(handoff), { ends: [END] })
    .addEdge(START, "admit")
    .compile({ checkpointer });
}

export type TurnGraph = ReturnType<typeof buildGraph>;

/** `sync`: what is worth keeping of a step (`turn-saver.ts`) is handed to the next commit before the next step begins. (`exit` hands over nothing then.) */
export const runConfig = (context: TurnContext) => ({
  configurable: { thread_id: context.turn.id, [contextKey]: context },
  durability: "sync" as const,
  recursionLimit: 60,
});

type Node = (state: State, context: TurnContext) => Update | Promise<Update>;

/** What may run in the step of the node before it, each at most once in a step, but a model once more after a round of tools. */
const alongside: Partial<Record<Next, Node>> = { recall, model, act, check, reply };

/** The node that goes on in the step of those that `ran` in it, if one may. */
function nextInStep(state: State, ran: Node[], { tools }: TurnContext): Node | null {
  const node = alongside[state.next];
  if (!node) return null;
  if (node === act && (state.actionId !== null || !onlyRead(state.calls, tools))) return null;
  return ran.includes(node) && !(node === model && ran.at(-1) === act) ? null : node;
}

interface Config {
  configurable?: Record<string, unknown>;
}

/** A node is a plain function of state and context; this is where LangGraph ends. */
function wrapped(run: Node) {
  return async ({ turn }: typeof TurnState.State, config: Config) => {
    const context = config.configurable?.[contextKey] as TurnContext;
    const ran: Node[] = [];
    let state = turn;
    for (let node: Node | null = run; node; node = nextInStep(state, ran, context)) {
      ran.push(node);
      context.soFar.steps = state.steps;
      state = after(state, await node(state, context));
    }
    return new Command({ update: { turn: state }, goto: state.next === "end" ? END : state.next });
  };
}

/** A node that is never interrupted, called as it is: LangGraph wraps a plain function into tracing and a context that nobody asks for. */
class Step extends Runnable<typeof TurnState.State, Command> {
  lc_namespace = ["frontdesk"];
  #run: ReturnType<typeof wrapped>;

  constructor(run: Node) {
    super();
    this.#run = wrapped(run);
  }

  invoke(state: typeof TurnState.State, config: Config = {}): Promise<Command> {
    return this.#run(state, config);
  }
}

const after = (state: State, { steps = [], ...changed }: Update): State => ({
  ...state,
  ...changed,
  steps: [...state.steps, ...steps],
});
