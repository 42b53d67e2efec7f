import { type BaseCheckpointSaver, END, START, StateGraph } from "@langchain/langgraph";
import type { TurnContext } from "./context.ts";
import { act } from "./nodes/act.ts";
import { admit } from "./nodes/admit.ts";
import { approve } from "./nodes/approve.ts";
import { check } from "./nodes/check.ts";
import { confirm } from "./nodes/confirm.ts";
import { handoff } from "./nodes/handoff.ts";
import { model } from "./nodes/model.ts";
import { recall } from "./nodes/recall.ts";
import { reply } from "./nodes/reply.ts";
import { type State, TurnState, type Update } from "./state.ts";

/** Where a node finds its `TurnContext` in LangGraph's configuration. LangGraph copies only plain values from there into a checkpoint. */
const contextKey = "turnContext";

/**
 * The state machine of one turn:
 *
 *   admit ──► recall ──► model ──► act ──► model … ──► check ──► reply
 *     │                    │        ├─► confirm  (interrupt: the guest decides)
 *     │                    │        └─► approve  (interrupt: people decide, or set another amount: confirm)
 *     └────────────────────┴────────────────────────► handoff
 */
export function buildGraph(checkpointer: BaseCheckpointSaver) {
  return new StateGraph(TurnState)
    .addNode("admit", node(admit))
    .addNode("recall", node(recall))
    .addNode("model", node(model))
    .addNode("act", node(act))
    .addNode("confirm", node(confirm))
    .addNode("approve", node(approve))
    .addNode("check", node(check))
    .addNode("reply", node(reply))
    .addNode("handoff", node(handoff))
    .addEdge(START, "admit")
    .addConditionalEdges("admit", route, { recall: "recall", act: "act", reply: "reply", end: END })
    .addConditionalEdges("recall", route, { model: "model" })
    .addConditionalEdges("model", route, {
      model: "model",
      act: "act",
      check: "check",
      handoff: "handoff",
      end: END,
    })
    .addConditionalEdges("act", route, {
      model: "model",
      confirm: "confirm",
      approve: "approve",
      reply: "reply",
      handoff: "handoff",
      end: END,
    })
    .addConditionalEdges("confirm", route, { act: "act", reply: "reply", handoff: "handoff", end: END })
    .addConditionalEdges("approve", route, {
      act: "act",
      confirm: "confirm",
      reply: "reply",
      handoff: "handoff",
      end: END,
    })
    .addConditionalEdges("check", route, { model: "model", reply: "reply", handoff: "handoff" })
    .addConditionalEdges("reply", route, { end: END })
    .addConditionalEdges("handoff", route, { end: END })
    .compile({ checkpointer });
}

export type TurnGraph = ReturnType<typeof buildGraph>;

/** `sync`: a node whose result is worth keeping (`turn-saver.ts`) survives kill -9. (`exit` saves nothing then, `async` loses the last step.) */
export const runConfig = (context: TurnContext) => ({
  configurable: { thread_id: context.turn.id, [contextKey]: context },
  durability: "sync" as const,
  recursionLimit: 60,
});

type Node = (state: State, context: TurnContext) => Update | Promise<Update>;

/** A node is a plain function of state and context; this is where LangGraph ends. */
function node(run: Node) {
  return (state: State, config: { configurable?: Record<string, unknown> }) =>
    run(state, config.configurable?.[contextKey] as TurnContext);
}

const route = (state: State): string => state.next;
