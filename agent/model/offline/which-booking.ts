import * as chrono from "chrono-node";
import type { BookingBrief, ModelMessage } from "../model.ts";
import { isNear } from "./spelling.ts";
import { plain, wordsOfPlain } from "./words.ts";

export type BookingStatus = BookingBrief["status"];

/** A booking reference, or the bookings it could be. An empty list: the guest has none that fits. */
export type Found = { ref: string } | { candidates: BookingBrief[] };

export interface Told {
  bookings: BookingBrief[];
  /** Everything before the guest's message, oldest first. */
  before: ModelMessage[];
  now: number;
}

/** The references written in a message: "BK-204", "bk204", "booking no. 204", and a bare "204" when the guest has that booking. */
export function refsIn(text: string, bookings: BookingBrief[]): string[] {
  const even = plain(text);
  const prefixes = new Set(["bk", ...bookings.map((b) => b.ref.split("-")[0]!.toLowerCase())]);
  const refs = [...even.matchAll(/\b([a-z]{2})[\s#.-]{0,2}(\d{2,6})\b/g)]
    .filter((match) => prefixes.has(match[1]!))
    .map((match) => `${match[1]}-${match[2]}`.toUpperCase());
  const named =
    /\b(?:booking|reservation|reference|ref|number|trip|stay)s?\b(?:\s*(?:is|no|nr|number|reference|ref|code|:|#|\.))*\s*#?(\d{3,6})\b/g;
  const bare = [
    ...even.matchAll(named),
    ...even.matchAll(
      /(?<![€$£¥\d.,:-])\b(\d{3,6})\b(?![.,:]?\d|\s?(?:€|eur|euros?|nights?|guests?|people|%))/g,
    ),
  ];
  for (const match of bare) {
    const known = bookings.find((b) => b.ref.endsWith(`-${match[1]}`))?.ref;
    const spoken = match[0].startsWith(match[1]!) ? known : (known ?? `BK-${match[1]}`);
    if (spoken && !refs.includes(spoken)) refs.push(spoken);
  }
  return [...new Set(refs)];
}

/** Which booking the guest's words name: by reference, place, date, "my next trip", "the first". Null when they name none. */
export function bookingNamed(text: string, told: Told, wanted: readonly BookingStatus[]): Found | null {
  const { bookings } = told;
  const [ref] = refsIn(text, bookings);
  if (ref) return { ref };
  const byPlace = bookings.filter((b) => mentionsPlace(text, b));
  const byTime = timeNamed(plain(text), byPlace.length > 0 ? byPlace : bookings, told.now);
  const named =
    byPlace.length > 0 && byTime.length > 0
      ? byPlace.filter((b) => byTime.includes(b))
      : [...byPlace, ...byTime];
  return named.length === 0 ? null : oneOf(named, wanted);
}

/** Which booking a message is about when it names none: the one last spoken of, else the only one that fits. */
export function bookingMeant(told: Told, wanted: readonly BookingStatus[]): Found {
  const spokenOf = lastSpokenOf(told);
  if (spokenOf) return { ref: spokenOf };
  return oneOf(told.bookings, wanted);
}

/** "the first", "the second one", "the other": counted as our last list gave them, else in the order given. */
export function bookingByOrdinal(text: string, given: BookingBrief[], told: Told): string | undefined {
  const even = plain(text);
  const listed = lastListed(told) ?? given;
  if (/\bother\b/.test(even)) {
    const spokenOf = lastSpokenOf(told, { lists: "skip" });
    const others = listed.filter(({ ref }) => ref !== spokenOf);
    return others.length === 1 ? others[0]!.ref : undefined;
  }
  const index = ordinals.findIndex((words) => words.test(even));
  if (index >= 0) return listed[index]?.ref;
  if (/^\W*[1-8]\W*$/.test(even)) return listed[Number.parseInt(even.replace(/\D/g, ""), 10) - 1]?.ref;
  return /\bthe last(?: one)?\b/.test(even) ? listed.at(-1)?.ref : undefined;
}

const ordinals = [
  /\b(?:first|1st|former|top one|number one|no\.? ?1)\b/,
  /\b(?:second|2nd|latter|number two|no\.? ?2)\b/,
  /\b(?:third|3rd|number three|no\.? ?3)\b/,
  /\b(?:fourth|4th)\b/,
  /\b(?:fifth|5th)\b/,
];

/** The bookings of our last message that listed several, in its order. */
export function lastListed({ before, bookings }: Told): BookingBrief[] | null {
  for (const message of before.toReversed()) {
    if (message.role !== "agent") continue;
    const listed = refsIn(message.text, bookings).flatMap((ref) => bookings.filter((b) => b.ref === ref));
    if (listed.length > 1) return listed;
  }
  return null;
}

/** Does the message name this booking's city or place, a slip of the pen allowed? */
export function mentionsPlace(text: string, booking: BookingBrief): boolean {
  const said = wordsOfPlain(plain(text));
  return placeWords(booking).some((word) => said.some((w) => isNear(w, word)));
}

export function placeWords({ city, placeName }: BookingBrief): string[] {
  return wordsOfPlain(plain(`${city} ${placeName}`)).filter(
    (word) => word.length >= placeCharsMin && !commonInNames.has(word),
  );
}

/** "New" of "New York" is in too many messages. */
const placeCharsMin = 4;

/** Words of places' names that guests also use for other things. */
const commonInNames = new Set(
  `loft flat apartment room house studio villa place cottage home suite cabin floor terrace garden river canal harbour harbor beach
  lake mountain near with view town city centre center station park street square bridge north south east west upper lower`.split(
    /\s+/,
  ),
);

/** Those that fit what a tool can work on; when one fits, that one. */
function oneOf(bookings: BookingBrief[], wanted: readonly BookingStatus[]): Found {
  const fitting = bookings.filter((b) => wanted.includes(b.status));
  const left = fitting.length > 0 ? fitting : bookings;
  if (left.length === 1) return { ref: left[0]!.ref };
  return { candidates: left };
}

function timeNamed(even: string, bookings: BookingBrief[], now: number): BookingBrief[] {
  const byStart = [...bookings].sort((a, b) => a.checkIn.localeCompare(b.checkIn));
  const upcoming = byStart.filter((b) => b.status === "upcoming");
  const past = byStart.filter((b) => b.status === "past");
  const stay =
    "(?:\\S+ )?(?:trip|stay|booking|reservation|holiday|vacation|visit|place|apartment|flat|check-?in)\\b";
  if (new RegExp(`\\b(?:next|upcoming|coming|future) ${stay}`).test(even)) return upcoming.slice(0, 1);
  if (new RegExp(`\\b(?:last|latest|previous|past|recent|old|earlier) ${stay}`).test(even))
    return past.slice(-1);
  if (new RegExp(`\\b(?:current|present|ongoing) ${stay}`).test(even))
    return byStart.filter((b) => b.status === "current");
  if (
    /\b(?:i|we) (?:have )?(?:already )?cancel+ed\b|\bcancel+ed (?:trip|stay|booking|reservation|one)\b/.test(
      even,
    )
  ) {
    return byStart.filter((b) => b.status === "cancelled");
  }
  return byDate(even, byStart, now);
}

/** "the one in December", "my stay on 4 December": a date inside a stay, or a month in which it begins. */
function byDate(even: string, bookings: BookingBrief[], now: number): BookingBrief[] {
  const [found] = chrono.parse(even, new Date(now), { forwardDate: false });
  if (!found?.start.isCertain("month")) return [];
  const day = found.start.isCertain("day") ? found.start.get("day") : null;
  const month = String(found.start.get("month")).padStart(2, "0");
  if (day === null) return bookings.filter((b) => b.checkIn.slice(5, 7) === month);
  const monthDay = `${month}-${String(day).padStart(2, "0")}`;
  return bookings.filter((b) =>
    [b.checkIn.slice(0, 5), b.checkOut.slice(0, 5)].some((year) => inStay(b, `${year}${monthDay}`)),
  );
}

const inStay = (b: BookingBrief, date: string): boolean => b.checkIn <= date && date <= b.checkOut;

/** Going back from the newest message, the first that speaks of exactly one booking. A list of several ends the search: "it" is then unclear. */
function lastSpokenOf(
  { before, bookings }: Told,
  { lists = "end" }: { lists?: "end" | "skip" } = {},
): string | undefined {
  for (const message of before.toReversed()) {
    const refs = spokenOf(message, bookings);
    if (refs.length === 1) return refs[0];
    if (refs.length > 1 && lists === "end") return undefined;
  }
  return undefined;
}

function spokenOf(message: ModelMessage, bookings: BookingBrief[]): string[] {
  if (message.role === "staff") return [];
  const calls = message.role === "agent" ? message.toolCalls.map((call) => call.argumentsJson).join(" ") : "";
  const refs = refsIn(`${message.text} ${calls}`, bookings).filter((ref) =>
    bookings.some((b) => b.ref === ref),
  );
  if (refs.length > 0 || message.role !== "guest") return refs;
  return bookings.filter((b) => mentionsPlace(message.text, b)).map((b) => b.ref);
}
