import type { ToolSpec } from "../../../tools/tool.ts";
import type { ModelMessage, ModelRequest, Passage } from "../model.ts";
import { answerAll, answerFrom } from "./help-answer.ts";
import { say } from "./say.ts";

type ToolMessage = Extract<ModelMessage, { role: "tool" }>;

/** The results that nobody has told the guest yet: those at the end of the transcript. */
export function newResults(messages: ModelMessage[]): ToolMessage[] {
  const from = messages.findLastIndex((message) => message.role !== "tool") + 1;
  return messages.slice(from) as ToolMessage[];
}

/** The results in a guest's words: as their tools render them, or as a refusal says. Null when there is nothing she can use. */
export function tellResults(results: ToolMessage[], request: ModelRequest): string | null {
  const searched = results.flatMap(({ ok, result }) => (ok ? (searchedFor(result) ?? []) : []));
  if (searched.length > 1 && searched.length === results.length) return answerAll(searched) ?? say.noPassage;
  const told = results
    .map((result) => tellResult(result, request))
    .filter((text) => text !== null && text !== "");
  return told.length > 0 ? told.join("\n\n") : null;
}

function tellResult(message: ToolMessage, request: ModelRequest): string | null {
  const { guest, now, tools } = request;
  const tool = tools.find((candidate) => candidate.name === message.name);
  if (!message.ok) return isUnreadable(message) ? null : message.text;
  if (tool?.effect === "write") return say.card;
  const passages = passagesOf(message.result);
  if (passages) return answerFrom(passages, questionOf(request)) ?? say.noPassage;
  return rendered(tool, message, { language: guest.language, now }) ?? message.text;
}

/** A call whose arguments did not fit is between code and model: its text is not for guests. */
const isUnreadable = ({ result }: ToolMessage): boolean =>
  (result as { refused?: string } | null)?.refused === "unreadable";

function passagesOf(result: unknown): Passage[] | null {
  const passages = (result as { passages?: unknown } | null)?.passages;
  return Array.isArray(passages) ? (passages as Passage[]) : null;
}

/** What a search of several was for, with what it found. */
function searchedFor(result: unknown): { question: string; passages: Passage[] } | null {
  const passages = passagesOf(result);
  const question = (result as { question?: unknown } | null)?.question;
  return passages && typeof question === "string" ? { question, passages } : null;
}

const questionOf = ({ messages }: ModelRequest): string =>
  messages.findLast((message) => message.role === "guest")?.text ?? "";

/** A renderer reads what its tool returned; a stored result of an older version must not break the answer. */
function rendered(
  tool: ToolSpec | undefined,
  { result }: ToolMessage,
  view: { language: string; now: number },
): string | null {
  try {
    return tool?.render?.(result, view) ?? null;
  } catch {
    return null;
  }
}
