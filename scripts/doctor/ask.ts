import { exampleRequest } from "../../agent/model/example-request.ts";
import type { ModelRequest, ModelUsage, ToolCall } from "../../agent/model/model.ts";
import { toToolSpec } from "../../tools/catalogue.ts";
import type { Patient } from "./probe.ts";

export interface Answer {
  text: string;
  calls: ToolCall[];
  usage: ModelUsage;
  /** In how many pieces the text came. */
  textPieces: number;
  /** Milliseconds of `performance.now()`: the first chunk, and the end. */
  firstAtMs: number;
  endAtMs: number;
}

/** One call of the model as the agent makes them: the real policy and tools, and whatever a probe changes. */
export async function ask(
  patient: Patient,
  words: string | Partial<ModelRequest>,
  signal: AbortSignal,
): Promise<Answer> {
  const answer = { text: "", calls: [] as ToolCall[], textPieces: 0, firstAtMs: 0, endAtMs: 0 };
  let usage: ModelUsage = { promptTokens: 0, replyTokens: 0, firstChunkMs: 0, totalMs: 0 };
  for await (const chunk of patient.model.stream(requestOf(patient, words), { signal })) {
    answer.firstAtMs ||= performance.now();
    if (chunk.type === "text") {
      answer.text += chunk.delta;
      answer.textPieces++;
    }
    if (chunk.type === "tool-call") answer.calls.push(chunk.call);
    if (chunk.type === "done") usage = chunk.usage;
  }
  answer.endAtMs = performance.now();
  return { ...answer, usage };
}

/** The same, for an answer that a guest would read: kept for the probe that looks for what she must not see. */
export async function askForGuest(
  patient: Patient,
  words: string | Partial<ModelRequest>,
  { signal, said }: { signal: AbortSignal; said: string[] },
): Promise<Answer> {
  const answer = await ask(patient, words, signal);
  said.push(answer.text);
  return answer;
}

export const requestOf = ({ policy, tools }: Patient, words: string | Partial<ModelRequest>): ModelRequest =>
  exampleRequest({
    policy,
    tools: tools.map(toToolSpec),
    passages: [],
    ...(typeof words === "string" ? { messages: [{ role: "guest", text: words }] } : words),
  });

/** The passage that answers "How late can I check in?". */
export const lateCheckIn = exampleRequest().passages;

/** For a table: one line, not too long. */
export const briefly = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= briefCharsMax ? line : `${line.slice(0, briefCharsMax - 1)}…`;
};
const briefCharsMax = 90;
