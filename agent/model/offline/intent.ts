import type { ToolSpec } from "../../../tools/tool.ts";
import type { BookingBrief } from "../model.ts";
import { type Hints, hints } from "./cues.ts";
import { asksForDeed, refuses, tellsOfPast } from "./deed.ts";
import { isAsking, type Mood, moodOf } from "./mood.ts";
import { indexExamples, type Likeness } from "./similarity.ts";
import { corrected, isNear } from "./spelling.ts";
import { placeWords, refsIn } from "./which-booking.ts";
import { merged, plain, wordsOfPlain } from "./words.ts";

export interface Intent {
  tool: ToolSpec;
  /** About 0 to 1: likeness to the tool's examples, then hints. */
  score: number;
  nearest: string;
}

/** Likeliest first. A tool that writes is left out unless the message asks for its deed. */
export type Ranker = (text: string) => Intent[];

/** What a tool that only tells of a deed gains when a message asks about that deed. */
const previewGain = 0.4;
/** What a writing tool gains when its deed is asked for by name, and loses when by no name. */
const namedGain = 0.25;
const unnamedLoss = 0.25;
/** A deed that is ordered, and this like it, comes before the tool that only tells of it. */
const orderMin = 0.35;
const orderLead = 0.1;
/** A sentence shorter than this says too little by itself; a message of more sentences than this is read by the first ones. */
const partWordsMin = 4;
const partsMax = 12;

/**
 * Ranks tools by how likely a message means them: likeness to the examples they declare, then hints. The examples decide; a tool
 * that nobody wrote hints for is found all the same.
 */
export function rankerOf(tools: ToolSpec[], bookings: BookingBrief[]): Ranker {
  const { like, vocabulary } = learned(tools, bookings);
  return (message) => {
    const even = bookingsAsRefs(corrected(plain(message), vocabulary), bookings);
    const mood = moodOf(even);
    const scored = inParts(even, like).map(({ name, score, nearest }) => {
      const tool = tools.find((candidate) => candidate.name === name)!;
      return {
        tool,
        score: score + cueWeight(hints[name], even) + deedWeight(tool, even, bookings),
        nearest,
      };
    });
    const gains = scored.map((intent) => previewed(intent, scored, { even, mood, bookings }));
    return scored
      .map((intent, i) => ({ ...intent, score: intent.score + gains[i]! }))
      .filter(({ tool }) => tool.effect !== "write" || asksFor(tool, even, bookings))
      .sort((a, b) => b.score - a.score);
  };
}

interface Learned {
  like(text: string): Likeness[];
  vocabulary: ReadonlySet<string>;
}

/** What was learned from examples, by all it depends on. A memo, not memory: it changes how long an answer takes and nothing else. */
const memo = new Map<string, Learned>();
const memoMax = 32;

function learned(tools: ToolSpec[], bookings: BookingBrief[]): Learned {
  const places = bookings.map(({ ref, city, placeName }) => [ref, city, placeName]);
  const key = JSON.stringify([tools.map(({ name, examples }) => [name, examples]), places]);
  const known = memo.get(key);
  if (known) return known;
  const evenOut = (text: string) => bookingsAsRefs(plain(text), bookings);
  const like = indexExamples(tools.map(({ name, examples }) => ({ name, examples: examples.map(evenOut) })));
  const fresh = { like, vocabulary: vocabularyOf(tools) };
  if (memo.size >= memoMax) memo.delete(memo.keys().next().value!);
  memo.set(key, fresh);
  return fresh;
}

/** A long story dilutes what is asked in one of its sentences: each sentence is compared by itself, too. */
function inParts(even: string, like: (text: string) => Likeness[]): Likeness[] {
  const sentences = even
    .split(/(?<=[.!?;])\s+/)
    .filter((sentence) => wordsOfPlain(sentence).length >= partWordsMin);
  const parts = sentences.length > 1 ? sentences.slice(0, partsMax).map(like) : [];
  return like(even).map((whole, i) =>
    parts.map((part) => part[i]!).reduce((best, part) => (part.score > best.score ? part : best), whole),
  );
}

/** The words of all examples: what a misspelt word is corrected to. */
export const vocabularyOf = (tools: ToolSpec[]): ReadonlySet<string> =>
  new Set(tools.flatMap((tool) => tool.examples.flatMap((example) => wordsOfPlain(plain(example)))));

/** "cancel Lisbon" and "cancel the loft" mean a booking as much as "cancel BK-204" does. */
function bookingsAsRefs(even: string, bookings: BookingBrief[]): string {
  const places = bookings.flatMap(placeWords);
  const known = even.replace(/\p{L}{3,}/gu, (word) =>
    places.some((place) => isNear(word, place)) ? "bk-0000" : word,
  );
  return refsIn(even, bookings).reduce(
    (text, ref) => text.replace(new RegExp(`(?:\\bbk[ #.-]*)?\\b${ref.slice(3)}\\b`), "bk-0000"),
    known,
  );
}

function cueWeight(hint: Hints | undefined, even: string): number {
  return (hint?.cues ?? []).reduce(
    (sum, cue) => sum + (cue.pattern.test(even) || cue.pattern.test(merged(even)) ? cue.weight : 0),
    0,
  );
}

function deedWeight(tool: ToolSpec, even: string, bookings: BookingBrief[]): number {
  if (tool.effect !== "write") return 0;
  const isNamed = names(tool, even) || hints[tool.name]?.asks?.(even, bookings);
  return isNamed ? namedGain : -unnamedLoss;
}

/** "What if I cancelled?" is nearer to the examples of cancelling; it means the tool that tells what would happen. */
function previewed(
  intent: Intent,
  all: Intent[],
  { even, mood, bookings }: { even: string; mood: Mood; bookings: BookingBrief[] },
): number {
  const { previews = [], yieldsTo = [] } = hints[intent.tool.name] ?? {};
  const gains = all.map((deed) => {
    if (!previews.includes(deed.tool.name) && !yieldsTo.includes(deed.tool.name)) return 0;
    if (asksFor(deed.tool, even, bookings)) {
      if (!names(deed.tool, even) || isAsking(even)) return 0;
      return deed.score < orderMin ? -namedGain : Math.min(-namedGain, deed.score - intent.score - orderLead);
    }
    if (!previews.includes(deed.tool.name) || isPast(deed.tool, even) || !names(deed.tool, even)) return 0;
    const about = mood.asksAmount || ((mood.supposes || mood.question) && !mood.asksHow);
    return about ? Math.max(0, deed.score - namedGain - intent.score) + previewGain : 0;
  });
  // An order to do it is no question what it would bring.
  return gains.some((gain) => gain < 0) ? Math.min(...gains) : Math.max(0, ...gains);
}

function asksFor(tool: ToolSpec, even: string, bookings: BookingBrief[]): boolean {
  if (hints[tool.name]?.asks?.(even, bookings)) return true;
  const named = names(tool, even);
  // Nothing is known of the deed of a tool without hints but its name: then any order will do.
  if (!named && hints[tool.name]?.deed) return false;
  return !isPast(tool, even) && asksForDeed(merged(even), named ? deedOf(tool) : "\\S+");
}

/** Is the tool's deed refused: "don't cancel it"? */
export function refusesDeed(tool: ToolSpec, text: string): boolean {
  const even = plain(text);
  return tool.effect === "write" && names(tool, even) && refuses(merged(even), deedOf(tool));
}

/** A tool is named for its deed: `cancel_booking` is to cancel. */
export const deedOf = (tool: ToolSpec): string => hints[tool.name]?.deed ?? merged(tool.name.split("_")[0]!);
const names = (tool: ToolSpec, even: string): boolean => new RegExp(`\\b${deedOf(tool)}`).test(merged(even));
const isPast = (tool: ToolSpec, even: string): boolean =>
  tellsOfPast(even, { verb: deedOf(tool), past: `${deedOf(tool)}(?:l?ed|d)` });
