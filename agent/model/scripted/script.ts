import { type Malformation, malformedReply } from "./malformed-call.ts";

/**
 * What a scripted model says, in process (`scripted-model.ts`) or over HTTP (`scripted-server.ts`). The replies are used in order, each
 * once: the next one whose `when` matches, or that has none; a server's warm-up uses none up. A function decides from what the model was shown, for scripts that
 * cannot be a list. A script that has no reply left fails the call and says for which words.
 */
export type Script = ScriptedReply[] | ((shown: Shown) => ScriptedReply);

/** What the model was shown last, whichever way it came. */
export interface Shown {
  /** The last message of the guest, without the context around it. */
  guestText: string;
  /** Of the message to answer. */
  lastRole: "guest" | "tool" | "other";
  /** The names of the tools on offer. */
  tools: string[];
  /** Counts from 0. */
  callIndex: number;
}

export interface ScriptedReply {
  /** Only for a guest's message that matches. */
  when?: RegExp;
  /** Only for a message of this kind: "tool" is the call that follows a tool's result. */
  answering?: Shown["lastRole"];
  /** Not used up: serves every call that matches. */
  again?: boolean;

  /** Reasoning, sent first. */
  think?: string;
  /** The text, in pieces of one word; a list is sent piece by piece. */
  say?: string | string[];
  calls?: ScriptedCall[];
  /** How the calls are spoilt; see `malformations`. */
  malformed?: Malformation;
  /** The tool calls come on the last line, as newer servers send them. */
  callsOnDone?: boolean;
  /** The reply ends because its length was reached. */
  lengthReached?: boolean;
  usage?: { promptTokens: number; replyTokens: number };

  /** Before the first piece, and between two. */
  latencyMs?: number;
  pieceMs?: number;
  fault?: Fault;
}

export interface ScriptedCall {
  name: string;
  /** Over HTTP: the server's own, to send one call twice. Made up as a rule. */
  id?: string;
  /** An object as a rule; a string is what some servers send. */
  arguments: unknown;
}

/** `after`: how many pieces are sent before it happens. */
export type Fault =
  | { kind: "stall"; after: number }
  | { kind: "cut"; after: number }
  | { kind: "error-line"; after: number; words: string }
  | { kind: "garbage-line"; after: number }
  | { kind: "no-done" }
  | { kind: "status"; status: number; words: string };

export type Piece =
  | { type: "thinking"; delta: string }
  | { type: "text"; delta: string }
  | { type: "call"; call: ScriptedCall };

/** A reading position in one script. */
export function readScript(script: Script): (shown: Omit<Shown, "callIndex">) => ScriptedReply | null {
  const left = typeof script === "function" ? [] : [...script];
  let callIndex = 0;
  return (seen) => {
    const shown = { ...seen, callIndex: callIndex++ };
    if (typeof script === "function") return malformedReply(script(shown));
    if (isWarmUp(shown)) return { say: "Ready." };
    const index = left.findIndex((reply) => fits(reply, shown));
    const reply = left[index] ?? null;
    if (reply && !reply.again) left.splice(index, 1);
    return reply && malformedReply(reply);
  };
}

/** Frontdesk asks a model nothing when it starts (`warm-up.ts`). That is no call that a list of replies to guests should answer. */
const isWarmUp = ({ guestText, lastRole }: Shown): boolean => guestText === "" && lastRole === "guest";

const fits = ({ when, answering }: ScriptedReply, { guestText, lastRole }: Shown): boolean =>
  (!when || guestText.search(when) >= 0) && (!answering || answering === lastRole);

/** The reply as it is streamed. Calls that come on the last line are not among the pieces. */
export function piecesOf({ think, say, calls = [], callsOnDone }: ScriptedReply): Piece[] {
  return [
    ...words(think).map((delta) => ({ type: "thinking" as const, delta })),
    ...words(say).map((delta) => ({ type: "text" as const, delta })),
    ...(callsOnDone ? [] : calls.map((call) => ({ type: "call" as const, call }))),
  ];
}

/** Joined again they are the text, blanks and line ends included. */
const words = (text: string | string[] = []): string[] =>
  typeof text === "string" ? (text.match(/\s*\S+|\s+$/g) ?? []) : text;
