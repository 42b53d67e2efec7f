import type { ToolSpec } from "../../../tools/tool.ts";
import type { BookingBrief, ModelMessage, Passage } from "../model.ts";
import { hints } from "./cues.ts";
import { trustIn, trustMin } from "./help-answer.ts";
import type { Intent, Ranker } from "./intent.ts";
import { moodOf } from "./mood.ts";
import { partEnds } from "./questions-in.ts";
import { mentionsPlace, refsIn } from "./which-booking.ts";
import { merged, plain } from "./words.ts";

export interface Given {
  rank: Ranker;
  passages: Passage[];
  bookings: BookingBrief[];
  /** What was said before the message. */
  before?: ModelMessage[];
}

/** What a message most likely means: a tool, or a question that the help centre may answer, and how sure, 0 to 1. */
export type Choice = { tool: ToolSpec } | { help: number };

/** From this score on a tool is meant. */
const intentMin = 0.35;
/** A weaker likeness still counts for a tool that only reads, or that fetches a person, when no other tool comes near. */
const weakMin = { read: 0.2, handoff: 0.28, write: intentMin };
const leadMin = 0.06;
/** Passages about cancelling do not answer what happens to *my* booking. */
const personalShare = 0.6;
/** What is told or wished for, and not asked, is less likely a question for the help centre. */
const toldShare = 0.8;

/**
 * Weighs the tools against the help centre: a tool by likeness to its examples, the help centre by likeness or by how well the
 * passages cover the message, whichever is more. Null when it is anybody's guess.
 */
export function choose(text: string, { rank, passages, bookings, before = [] }: Given): Choice | null {
  const ranked = rank(text);
  const [best, next] = ranked.filter(({ tool }) => !searches(tool));
  const likeHelp = ranked.find(({ tool }) => searches(tool))?.score ?? 0;
  const trust = trustIn(passages);
  const personal = isPersonal(text, bookings) || (best !== undefined && goesOn(text, best.tool, before));
  const mood = moodOf(plain(text));
  const share = mood.asksHow ? 1 : personal ? personalShare : mood.question || mood.supposes ? 1 : toldShare;
  const help = Math.max(likeHelp, trust * share);
  // A deed that was asked for by name is no question, however much the help centre has to say about it.
  if (best && isClear(best, next) && (best.score >= help || best.tool.effect === "write"))
    return { tool: best.tool };
  return Math.max(likeHelp, trust) >= trustMin ? { help } : null;
}

function isClear(best: Intent, next: Intent | undefined): boolean {
  if (best.score >= intentMin) return best.tool.effect !== "handoff" || leads(best, next);
  return best.score >= weakMin[best.tool.effect] && leads(best, next);
}

const leads = (best: Intent, next: Intent | undefined): boolean => best.score - (next?.score ?? 0) >= leadMin;

/** The tool that searches the help centre: its results are passages. */
export const searches = (tool: ToolSpec): boolean => tool.name.startsWith("search_help");

/** Does the message go on about what the tool told last ("and the address?", "what did it cost?")? */
function goesOn(text: string, tool: ToolSpec, before: ModelMessage[]): boolean {
  const last = before.findLastIndex(({ role }) => role === "guest");
  // A receipt of code's is a note.
  const told = before.slice(last + 1).filter(({ role }) => role === "tool" || role === "note");
  return (
    told.some((message) => message.role === "tool" && message.name === tool.name) ||
    (told.length > 0 && /\b(?:it|its|that|there|they|refund)\b/.test(merged(plain(text))))
  );
}

function isPersonal(text: string, bookings: BookingBrief[]): boolean {
  if (refsIn(text, bookings).length > 0 || bookings.some((booking) => mentionsPlace(text, booking)))
    return true;
  const even = plain(text);
  if (
    /\b(?:the|my) (?:first|second|third|other|former|latter|last)(?: one)?\W*$|^\W*(?:please )?(?:show|list|open|display) (?:me|us|all|the|my)\b/.test(
      even,
    )
  )
    return true;
  return /\b(?:my|our) (?:\S+ )?(?:booking|reservation|trip|stay|refund|holiday)\b|\b(?:my|our|me|us)\b.*\brefund|\brefund.*\b(?:my|me|us)\b|\b(?:i|we) (?:have )?(?:booked|paid|cancelled)\b/.test(
    even,
  );
}

/** How sure two parts of one message must be to count as two requests. */
const partMin = 0.5;

/** A message that asks for two different things, as its two parts; else null. A deed and the question what it would bring are one thing. */
export function twoRequests(text: string, given: Given): [string, string] | null {
  const parts = text
    .split(partEnds)
    .map((part) => part.trim())
    .filter((part) => part.length > 1);
  const known = parts.flatMap((part) => {
    const [intent] = given.rank(part);
    return intent && intent.score >= partMin ? [{ part, intent }] : [];
  });
  const [first] = known;
  const second = known.find(({ intent }) => first && isOther(first.intent, intent));
  return first && second ? [first.part, second.part] : null;
}

function isOther({ tool: a }: Intent, { tool: b }: Intent): boolean {
  return a.name !== b.name && !previews(a, b) && !previews(b, a);
}

const previews = (a: ToolSpec, b: ToolSpec): boolean =>
  [...(hints[a.name]?.previews ?? []), ...(hints[a.name]?.yieldsTo ?? [])].includes(b.name);
