import type { ToolSpec } from "../../../tools/tool.ts";
import type { ModelRequest } from "../model.ts";
import { choose, searches, twoRequests } from "./choose.ts";
import { hints } from "./cues.ts";
import type { Decision } from "./decide.ts";
import { answerFrom, trustMin } from "./help-answer.ts";
import { type Ranker, rankerOf, refusesDeed, vocabularyOf } from "./intent.ts";
import { isAsking, moodOf } from "./mood.ts";
import { placeIn, shownPlaces } from "./place-in.ts";
import { questionsIn } from "./questions-in.ts";
import { say } from "./say.ts";
import { fillSlots } from "./slots.ts";
import { corrected } from "./spelling.ts";
import { type Thread, threadOf } from "./thread.ts";
import { requiredOf } from "./tool-input.ts";
import type { Told } from "./which-booking.ts";
import { merged, plain } from "./words.ts";

/** Serves what the guest's newest message asks for, alone or together with what came before. Null when it is not understood. */
export function serve(request: ModelRequest): Decision | null {
  const { tools, bookings, passages, messages } = request;
  const rank = rankerOf(tools, bookings);
  const isRequest = (text: string) => (rank(text)[0]?.score ?? 0) >= ownRequestMin;
  const thread = threadOf(messages, { told: toldBy(request), tools, isRequest });
  const newest = thread.texts.at(-1)!;
  if (thread.texts.length > 1) {
    const tool = openTool(thread, { request, rank });
    if (tool) return use(tool, thread.texts, request);
  }
  if (tools.some((tool) => refusesDeed(tool, newest)) && !moodOf(plain(newest)).asksAmount)
    return { kind: "say", text: say.leftAsIs };
  const told = aboutOffer(newest, request);
  if (told) return use(told, [newest], request);
  const parts = twoRequests(newest, { rank, passages, bookings });
  const text = parts?.[0] ?? newest;
  const choice = choose(text, { rank, passages, bookings, before: toldBy(request).before });
  if (!choice) return null;
  const questions = "help" in choice && !parts ? questionsIn(newest) : [];
  if (questions.length > 0) return searchEach(questions, request);
  const decision =
    "help" in choice
      ? answerOrSearch(newest, choice.help, request)
      : use(ofShownPlace(text, choice.tool, request), [text], request);
  return parts && decision ? mentionOther(decision, parts[1], tools) : decision;
}

/** From this likeness to an example on, what looks like an answer to our question is a request of its own. */
const ownRequestMin = 0.6;

/** The second thing of a message that asked for two; the first has been served. */
export function otherRequest(request: ModelRequest): string | null {
  const { tools, bookings, passages } = request;
  const text = request.messages.findLast((message) => message.role === "guest")?.text ?? "";
  return twoRequests(text, { rank: rankerOf(tools, bookings), passages, bookings })?.[1] ?? null;
}

function toldBy({ bookings, messages, now }: ModelRequest): Told {
  const newest = messages.findLastIndex((message) => message.role === "guest");
  return { bookings, before: messages.slice(0, newest), now };
}

/**
 * The tool whose question the newest message answers, or whose request it repeats for another booking. A deed is only taken up again by
 * the answer to its own question, never by "and BK-131?".
 */
function openTool(
  { texts, asked, again }: Thread,
  { request, rank }: { request: ModelRequest; rank: Ranker },
): ToolSpec | null {
  const { passages, bookings, messages, tools } = request;
  if (asked !== null && !again)
    return rank(texts[0]!).find(({ tool }) => asked.tools.includes(tool))?.tool ?? asked.tools[0]!;
  const served = messages.findLast((message) => message.role === "tool");
  const before =
    again && tools.find((tool) => tool.name === served?.name && tool.effect === "read" && !searches(tool));
  if (before) return before;
  const meant = choose(texts[0]!, { rank, passages, bookings });
  return meant && "tool" in meant && meant.tool.effect === "read" ? meant.tool : null;
}

/** "Tell me more about the first one" after a search is about a place, not about a booking. */
function ofShownPlace(text: string, tool: ToolSpec, request: ModelRequest): ToolSpec {
  const { before, now } = toldBy(request);
  const needs = (candidate: ToolSpec | undefined, kind: string) =>
    candidate !== undefined && requiredOf(candidate).some((name) => candidate.slots[name]?.kind === kind);
  const last = before.findLast((message) => message.role === "tool");
  const shower = request.tools.find(({ name }) => name === last?.name);
  if (tool.effect !== "read" || !needs(tool, "booking") || !shower || needs(shower, "booking")) return tool;
  const place = placeIn(text, { before, now });
  const isShown = place !== undefined && shownPlaces(before.slice(-shownWithin)).includes(place);
  const teller = request.tools.find((each) => each.effect === "read" && needs(each, "place"));
  return isShown && teller ? teller : tool;
}

/** Messages back: a call, its result, our words. */
const shownWithin = 3;

/** Asked beside an open card what would come back or what it costs: the tool that tells of the card's deed. */
function aboutOffer(text: string, { messages, tools }: ModelRequest): ToolSpec | null {
  const even = plain(text);
  if (!isAsking(even) || !asksOutcome.test(merged(even))) return null;
  const newest = messages.findLastIndex(({ role }) => role === "guest");
  const [last] = messages
    .slice(0, newest)
    .filter(({ role }) => role !== "agent")
    .slice(-1);
  if (
    last?.role !== "tool" ||
    !last.ok ||
    !tools.some(({ name, effect }) => name === last.name && effect === "write")
  )
    return null;
  return tools.find(({ name }) => hints[name]?.previews?.includes(last.name)) ?? null;
}

/** Short of any matter of its own. */
const asksOutcome =
  /^(?!.*\b(?:when|how long|which card)\b)\W*(?:(?:hm+|hmm|wait|ok|and|but|so|sorry|oh|hold on)\W+)*(?:\S+ ){0,6}(?:refund|cost me|lose|charged)\b(?:\W+\S+){0,3}\W*$/;

function use(tool: ToolSpec, texts: string[], request: ModelRequest): Decision {
  const filled = fillSlots(tool, texts, toldBy(request));
  if ("input" in filled)
    return { kind: tool.effect === "handoff" ? "handoff" : "call", tool: tool.name, input: filled.input };
  const { slot, candidates } = filled.missing;
  if (slot.kind === "booking" && candidates.length === 0) return { kind: "say", text: say.noBookings };
  return { kind: "ask", tool: tool.name, text: say.ask(slot.ask, candidates) };
}

/** From this likeness to an example on, a message is a question for the help centre, whatever the passages say. */
const knownQuestionMin = 0.45;

/** The passages were retrieved for this very message; a search of our own helps only when a misspelt word was in its way. */
function answerOrSearch(text: string, sure: number, request: ModelRequest): Decision | null {
  const least = sure >= knownQuestionMin ? trustMin / 2 : trustMin;
  const answer = answerFrom(request.passages, text, { least });
  if (answer) return { kind: "answer", text: answer };
  const tool = request.tools.find(searches);
  const respelt = corrected(plain(text), vocabularyOf(request.tools));
  if (!tool || (respelt === plain(text) && request.passages.length > 0)) return null;
  return use(tool, [respelt], request);
}

/** The passages at hand were retrieved for all questions together, and say little of each. */
function searchEach(questions: string[], { tools }: ModelRequest): Decision | null {
  const tool = tools.find(searches);
  const name = tool && requiredOf(tool)[0];
  if (!tool || name === undefined) return null;
  const [first, ...more] = questions.map((question) => ({ [name]: question.slice(0, questionCharsMax) }));
  return { kind: "call", tool: tool.name, input: first!, more };
}

const questionCharsMax = 400;

/** After a result the other request is mentioned then; an offer ends the turn, so it is mentioned before. */
function mentionOther(decision: Decision, other: string, tools: ToolSpec[]): Decision {
  if (decision.kind === "answer") return { ...decision, text: `${decision.text}\n\n${say.alsoAsked(other)}` };
  if (decision.kind !== "call") return decision;
  const writes = tools.some(({ name, effect }) => name === decision.tool && effect === "write");
  return writes ? { ...decision, say: say.alsoAsked(other) } : decision;
}
