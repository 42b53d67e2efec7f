import * as chrono from "chrono-node";
import type { ToolSpec } from "../../../tools/tool.ts";
import type { ModelMessage } from "../model.ts";
import { isNear } from "./spelling.ts";
import { placeWords, refsIn, type Told } from "./which-booking.ts";
import { plain, wordsOfPlain } from "./words.ts";

/** What is being asked, put together from the transcript: nothing is remembered between calls. */
export interface Thread {
  /** The guest's request, then her replies to questions about it. Oldest first, the last is the newest message. */
  texts: string[];
  /** The question back that the newest message answers, if it does. */
  asked: string | null;
  /** The request was served before, and the newest message only puts another booking in its place ("and BK-131?"). */
  again: boolean;
}

/** How far back a request may lie behind its replies. */
const repliesMax = 4;

/** A reply that names a value may hold this many other words ("I think the Lisbon one, if that helps"). */
const otherWordsMax = 3;

export function threadOf(messages: ModelMessage[], told: Told, tools: ToolSpec[]): Thread {
  const guest = messages.flatMap((message, at) =>
    message.role === "guest" ? [{ text: message.text, at }] : [],
  );
  const newest = guest.at(-1);
  const thread: Thread = { texts: [newest?.text ?? ""], asked: null, again: false };
  for (let i = guest.length - 1; i > 0 && thread.texts.length <= repliesMax; i--) {
    const between = messages.slice(guest[i - 1]!.at + 1, guest[i]!.at);
    const question = questionIn(between, tools);
    if (!isReply(guest[i]!.text, told, question !== null)) break;
    const served = between.some((message) => message.role === "tool");
    if (question === null && !served && !asksBack(between)) break;
    thread.texts.unshift(guest[i - 1]!.text);
    thread.again ||= served;
    thread.asked ??= question;
  }
  return thread;
}

/** The slot's question that our last words asked. */
function questionIn(between: ModelMessage[], tools: ToolSpec[]): string | null {
  const said = between.findLast((message) => message.role === "agent" && message.text !== "")?.text ?? "";
  const asks = tools.flatMap((tool) => Object.values(tool.slots).map((slot) => slot.ask));
  return asks.find((ask) => ask !== "" && said.includes(ask)) ?? null;
}

/** Another model asked in words of its own. */
const asksBack = (between: ModelMessage[]): boolean =>
  /\?\W*$/.test(between.findLast((message) => message.role === "agent" && message.text !== "")?.text ?? "");

/** Does the message only name a booking, a date, an amount or a place in a list, rather than ask for something itself? */
function isReply(text: string, told: Told, wasAsked: boolean): boolean {
  const { rest, values } = strip(text, told);
  return values > 0 && rest.length <= (wasAsked ? otherWordsMax : 0);
}

function strip(text: string, told: Told): { rest: string[]; values: number } {
  let even = plain(text);
  let values = refsIn(text, told.bookings).length;
  even = even.replace(/\b[a-z]{2}[\s#.-]{0,2}\d{2,6}\b/g, " ");
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
