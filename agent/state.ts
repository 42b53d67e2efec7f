import { Annotation } from "@langchain/langgraph/web";

/** Where the turn goes after a node. */
export type Next = "recall" | "model" | "act" | "confirm" | "approve" | "check" | "reply" | "handoff" | "end";

/**
 * The state of one turn, kept in its checkpoints. It holds our own ids, counts and strings only: whatever came from a client, a model
 * or a tool is JSON text here and is parsed where it is used. (A value shaped like a serialised LangChain object would come back
 * from any checkpoint as a live one.)
 */
export interface State {
  turnId: string;
  next: Next;
  /** `Passage[]` as JSON: what recall and searches found, and so what may be cited. */
  passages: string;
  /** `TurnMessage` as JSON, each: what this turn adds to the history. */
  steps: string[];
  /** `ToolCall[]` as JSON: asked for, not yet run. */
  calls: string;
  /** The action that this turn offered, or runs. */
  actionId: string | null;
  /** What code will say in `reply`, when no model call wrote it. */
  say: string | null;
  /** What the model said last, as shown, for `check`. */
  answer: string;
  /** Why the last answer was stopped: the model reads it once. */
  correction: string | null;
  handoffReason: string | null;
  modelCalls: number;
  corrections: number;
}

/** What a node changes. `steps` are those that it adds. */
export type Update = Partial<Omit<State, "steps">> & { next: Next; steps?: string[] };

/** One channel for all of it: what LangGraph does in a step grows with their number, and no two of our nodes write at once. */
export const TurnState = Annotation.Root({ turn: Annotation<State> });

export const initialState = (turnId: string): State => ({
  turnId,
  next: "recall",
  passages: "[]",
  steps: [],
  calls: "[]",
  actionId: null,
  say: null,
  answer: "",
  correction: null,
  handoffReason: null,
  modelCalls: 0,
  corrections: 0,
});
