import * as chrono from "chrono-node";
import type { Slot, ToolSpec } from "../../../tools/tool.ts";
import type { ModelMessage } from "../model.ts";
import { choicesIn } from "./choices-in.ts";
import { datesIn } from "./dates-in.ts";
import { isAsking, moodOf } from "./mood.ts";
import { peopleIn } from "./numbers.ts";
import { placeIn } from "./place-in.ts";
import { shiftedDates } from "./shift-in.ts";
import { isNear } from "./spelling.ts";
import { placeWords, refsIn, type Told } from "./which-booking.ts";
import { plain, wordsOfPlain } from "./words.ts";
import { spelledOut } from "./written-dates.ts";

/** What is being asked, put together from the transcript: nothing is remembered between calls. */
export interface Thread {
  /** The guest's request, then her replies to questions about it. Oldest first, the last is the newest message. */
  texts: string[];
  /** The question back that the newest message answers, if it does. */
  asked: Asked | null;
  /** The request was served before, and the newest message only puts another booking in its place ("and BK-131?"). */
  again: boolean;
}

/** A question of ours: the tools that may have asked it, and the slots that an answer may fill. */
export interface Asked {
  tools: ToolSpec[];
  slots: Slot[];
}

interface Given {
  told: Told;
  tools: ToolSpec[];
  /** Is a message a request of its own, whatever we had asked? */
  isRequest(text: string): boolean;
}

/** How far back a request may lie behind its replies. */
const repliesMax = 4;

const replyCharsMax = 300;

/** A reply that names a value may hold this many other words ("I think the Lisbon one, if that helps"). */
const otherWordsMax = 3;

export function threadOf(messages: ModelMessage[], given: Given): Thread {
  const guest = messages.flatMap((message, at) =>
    message.role === "guest" ? [{ text: message.text, at }] : [],
  );
  const newest = guest.at(-1);
  const thread: Thread = { texts: [newest?.text ?? ""], asked: null, again: false };
  for (let i = guest.length - 1; i > 0 && thread.texts.length <= repliesMax; i--) {
    const between = messages.slice(guest[i - 1]!.at + 1, guest[i]!.at);
    const asked = askedIn(between, given.tools);
    // What was said before the message that is looked at: "it" there is what had been shown then.
    const told = { ...given.told, before: messages.slice(0, guest[i]!.at) };
    if (!isReply(guest[i]!.text, asked, { ...given, told })) break;
    const served = between.some((message) => message.role === "tool");
    if (asked === null && !served && !asksBack(between)) break;
    thread.texts.unshift(guest[i - 1]!.text);
    thread.again ||= served && asked === null;
    thread.asked ??= asked;
  }
  return thread;
}

/** What our last words asked for: a slot by its question, or what a tool needed that could not do without. */
function askedIn(between: ModelMessage[], tools: ToolSpec[]): Asked | null {
  const said = between.findLast((message) => message.role === "agent" && message.text !== "")?.text ?? "";
  const ask = tools
    .flatMap(({ slots }) => Object.values(slots).map((slot) => slot.ask))
    .find((words) => words !== "" && said.includes(words));
  if (ask !== undefined) {
    const askers = tools.filter(({ slots }) => Object.values(slots).some((slot) => slot.ask === ask));
    return {
      tools: askers,
      slots: askers.flatMap(({ slots }) => Object.values(slots)).filter((slot) => slot.ask === ask),
    };
  }
  const refused = between.findLast((message) => message.role === "tool");
  if (refused?.role !== "tool" || refused.ok || !(said || refused.text).includes("?")) return null;
  const tool = tools.find(({ name }) => name === refused.name);
  // Another booking in its place is another request.
  return tool
    ? {
        tools: [tool],
        slots: Object.values(tool.slots).filter(({ kind }) => kind !== "booking" && kind !== "text"),
      }
    : null;
}

/** Another model asked in words of its own. */
const asksBack = (between: ModelMessage[]): boolean =>
  /\?\W*$/.test(between.findLast((message) => message.role === "agent" && message.text !== "")?.text ?? "");

/** Does the message only name a booking, a date, an amount, a place or a number, rather than ask for something itself? */
function isReply(text: string, asked: Asked | null, { told, isRequest }: Given): boolean {
  if (text.length > replyCharsMax) return false;
  const { rest, values } = strip(text, told);
  // "What would I get back for New York?" asks something else than "which one shall be cancelled".
  if (moodOf(plain(text)).asksAmount && asked) return false;
  if (values > 0 && rest.length <= (asked ? otherWordsMax : 0)) return true;
  if (!asked) return isOtherPlaceOrDay(text, { told, rest });
  return (
    !isAsking(plain(text)) &&
    !isRequest(text) &&
    asked.slots.some((slot) => answers(slot, text, { told, rest }))
  );
}

/** "And in Porto?", "what about a week later?": nothing but another value. */
function isOtherPlaceOrDay(text: string, { told, rest }: { told: Told; rest: string[] }): boolean {
  if (!/^\W*(?:and|or|what about|how about)\b/i.test(text)) return false;
  const named = new Set(wordsOfPlain(plain(placeIn(text, told) ?? "")));
  if (named.size > 0) return rest.every((word) => named.has(word));
  if (peopleIn(text) !== undefined) return rest.every((word) => ofPeople.test(word));
  const saysDays =
    datesIn([text], told.now).length > 0 || Object.keys(shiftedDates(text, anyStay)).length > 0;
  return saysDays && rest.length <= otherWordsMax;
}

/** What is left of a reply beside its value. */
function answers(slot: Slot, text: string, { told, rest }: { told: Told; rest: string[] }): boolean {
  if (slot.kind === "text") return true;
  if (slot.kind === "choice") return choicesIn(text, slot.choices ?? {}).length > 0;
  if (slot.kind === "count")
    return (
      peopleIn(text, { bare: true }) !== undefined &&
      rest.filter((word) => !ofPeople.test(word)).length <= otherWordsMax
    );
  if (slot.kind === "date")
    return Object.keys(shiftedDates(text, anyStay)).length > 0 && rest.length <= 2 * otherWordsMax;
  if (slot.kind !== "place") return false;
  const named = new Set(wordsOfPlain(plain(placeIn(text, told) ?? "")));
  return named.size > 0 && rest.filter((word) => !named.has(word)).length <= otherWordsMax;
}

const ofPeople =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|people|persons?|adults?|guests?|kids?|child|children|bab(?:y|ies)|us|we|are|just|only|me|myself|alone|my|wife|husband|partner|friend|couple|both|family|all)$/;
const anyStay = { checkIn: "2026-01-10", checkOut: "2026-01-20" };

function strip(text: string, told: Told): { rest: string[]; values: number } {
  let even = plain(text);
  let values = refsIn(text, told.bookings).length;
  even = even.replace(/\b[a-z]{2}[\s#.-]{0,2}\d{2,6}\b/g, " ");
  for (const city of new Set(told.bookings.map((booking) => plain(booking.city))))
    if (even.includes(city)) {
      even = even.replace(city, " ");
      values++;
    }
  even = spelledOut(even);
  for (const { text: found } of chrono.parse(even, new Date(told.now))) {
    even = even.replace(found, " ");
    values++;
  }
  const places = told.bookings.flatMap(placeWords);
  const rest = wordsOfPlain(even).filter((word) => {
    const value = places.some((place) => isNear(word, place)) || listWords.has(word) || /^\d+$/.test(word);
    if (value) values++;
    return !value && !fillers.has(word);
  });
  return { rest, values };
}

const listWords = new Set(
  "first second third fourth fifth last latest next upcoming previous past current other former latter 1st 2nd 3rd newest oldest".split(
    " ",
  ),
);

const fillers = new Set(
  `the a an one ones my our it its is i am mean meant think guess believe that this for in on at of to and or about what how yes yeah
  yep ok okay well so then sorry please thanks thank you hi hello booking bookings reservation trip stay place flat apartment loft
  holiday number ref reference code no not would be as well also same again with from city there was were will`.split(
    /\s+/,
  ),
);
