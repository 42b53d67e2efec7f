import { Annotation } from "@langchain/langgraph/web";

/** Where the turn goes after a node. */
export type Next = "recall" | "model" | "act" | "confirm" | "approve" | "check" | "reply" | "handoff" | "end";

/**
 * The state of one turn, kept in its checkpoints. It holds our own ids, counts and strings only: whatever came from a client, a model
 * or a tool is JSON text here and is parsed where it is used. (A value shaped like a serialised LangChain object would come back
 * from any checkpoint as a live one.)
 */
export const TurnState = Annotation.Root({
  turnId: Annotation<string>,
  next: Annotation<Next>,
  /** `Passage[]` as JSON: what recall and searches found, and so what may be cited. */
  passages: Annotation<string>,
  /** `TurnMessage` as JSON, each: what this turn adds to the history. */
  steps: Annotation<string[]>({ reducer: (before, added) => [...before, ...added], default: () => [] }),
  /** `ToolCall[]` as JSON: asked for, not yet run. */
  calls: Annotation<string>,
  /** The action that this turn offered, or runs. */
  actionId: Annotation<string | null>,
  /** What code will say in `reply`, when no model call wrote it. */
  say: Annotation<string | null>,
  /** What the model said last, as shown, for `check`. */
  answer: Annotation<string>,
  /** Why the last answer was stopped: the model reads it once. */
  correction: Annotation<string | null>,
  handoffReason: Annotation<string | null>,
  modelCalls: Annotation<number>,
  corrections: Annotation<number>,
});

export type State = typeof TurnState.State;
export type Update = Partial<Omit<State, "steps">> & { next: Next; steps?: string[] };

export const initialState = (turnId: string) => ({
  turnId,
  next: "recall" as Next,
  passages: "[]",
  calls: "[]",
  actionId: null,
  say: null,
  answer: "",
  correction: null,
  handoffReason: null,
  modelCalls: 0,
  corrections: 0,
});
