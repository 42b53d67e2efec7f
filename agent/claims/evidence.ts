import { memoText } from "../../knowledge/memo-text.ts";
import { withoutWritten } from "../../tools/untrusted.ts";
import { memo } from "../model/memo.ts";
import type { BookingBrief, ModelMessage, ModelRequest, Passage } from "../model/model.ts";
import { addressesIn } from "./addresses.ts";
import { type Amount, amountsIn } from "./amounts.ts";
import type { Completion } from "./completions.ts";
import { type CreditTold, creditIn, tellsBalance } from "./credit-balance.ts";
import { daysIn, durationsIn, weekdaysIn, weekdaysOfDates } from "./days.ts";
import type { Deed } from "./done-words.ts";
import { lazily } from "./lazily.ts";
import { type Moved, movedBy } from "./moved-money.ts";
import { type NewBookings, newBookingsOf, provenNewBooking } from "./new-bookings.ts";
import { plain, sentencesOf } from "./plain-text.ts";
import { refsIn } from "./refs.ts";
import { deedsToldBy } from "./told-deeds.ts";

/** What a reply may state: everything that came from a tool, the ledger or the help centre. Never what the guest or the model said. Each field is worked out when it is asked for. */
export interface Evidence {
  amounts: Amount[];
  /** "BK-204". */
  refs: Set<string>;
  /** Where links and mail may lead: what passages and our own results name. */
  addresses: Set<string>;
  /** References that the guest's newest message names. They may be denied; nothing else may be said of them. */
  asked: string[];
  /** "12-04" (month-day) of every date named. */
  days: Set<string>;
  weekdays: Set<string>;
  /** "5 day", "24 hour". */
  durations: Set<string>;
  /** What was done, by booking; under "" what this conversation was told of one booking or of none by name. */
  done: Map<string, Set<Deed>>;
  newBookings: NewBookings;
  credit: CreditTold;
  /** Money that was charged or went back, and where. */
  moved: Moved[];
  /** A quote, a receipt or a rule speaks of everything coming back. */
  allBack: boolean;
  /** Sentences of passages and of refusals, which may be repeated as they are. */
  sentences: Set<string>;
}

export function gatherEvidence(request: ModelRequest): Evidence {
  const told = request.messages.filter(isTold);
  const { now, bookings, passages } = request;
  const setOf = (pick: (one: Facts) => string[]): Set<string> => new Set(sources.facts.flatMap(pick));
  const sources = lazily({
    words: () => told.map(own),
    facts: (): Facts[] => [
      ...told.map(messageFacts),
      ...passages.flatMap(passageFacts),
      ...bookings.map((b) => textFacts(`${b.ref} ${b.checkIn} ${b.checkOut}`)),
      textFacts(new Date(now).toISOString().slice(0, 10)),
    ],
  });
  const evidence: Evidence = lazily<Evidence>({
    amounts: () => sources.facts.flatMap(({ amounts }) => amounts),
    refs: () => setOf(({ refs }) => refs),
    addresses: () => setOf(({ addresses }) => addresses),
    asked: () => refsIn(plain(lastQuestion(request))),
    days: () => setOf(({ days }) => days),
    weekdays: () => setOf(({ weekdays }) => weekdays),
    durations: () => setOf(({ durations }) => durations),
    done: () => doneIn(told, bookings),
    newBookings: () => newBookingsOf(request, (message) => isTold(message) && tellsOfBooking(message)),
    credit: () => creditIn(sources.words, passages, evidence.moved),
    moved: () => sources.words.flatMap(movedBy),
    allBack: () => sources.facts.some(({ allBack }) => allBack),
    sentences: () => setOf(({ sentences }) => sentences),
  });
  return evidence;
}

/** What one message, passage or line of data may prove by itself. */
interface Facts extends Pick<Evidence, "amounts" | "allBack"> {
  refs: string[];
  addresses: string[];
  days: string[];
  weekdays: string[];
  durations: string[];
  sentences: string[];
}

type FactsOf = { [Fact in keyof Facts]: () => Facts[Fact] };

const nothingOf: FactsOf = {
  amounts: () => [],
  refs: () => [],
  addresses: () => [],
  days: () => [],
  weekdays: () => [],
  durations: () => [],
  allBack: () => false,
  sentences: () => [],
};

function factsOf(line: string): FactsOf {
  const read = lazily({ text: () => plain(line) });
  return {
    ...nothingOf,
    amounts: () => amountsIn(read.text),
    refs: () => refsIn(read.text),
    addresses: () => addressesIn(line),
    days: () => daysIn(read.text).flatMap((day) => day.split("|")),
    weekdays: () => [...weekdaysIn(read.text), ...weekdaysOfDates(read.text)],
    durations: () => durationsIn(read.text),
  };
}

const textFacts = memoText((line) => lazily<Facts>(factsOf(line)));

/** What hosts and other guests wrote stands in results, and proves nothing. */
const own = memo((message: ModelMessage): ModelMessage => {
  if (message.role !== "tool" || !message.text.includes('"writtenBy"')) return message;
  const result = withoutWritten(message.result);
  return { ...message, result, text: JSON.stringify(result) };
});

/** Messages are the same objects from turn to turn (`past-messages.ts`), so each is read once, not once a call. */
const messageFacts = memo((message: ModelMessage): Facts => {
  const words = own(message);
  return lazily<Facts>({
    ...factsOf(words.text),
    allBack: () => tellsAllBack(words),
    sentences: () => repeatable(words),
  });
});

const passageFacts = ({ title, heading, text }: Passage): Facts[] => [
  textFacts(`${title}\n${heading}\n${text}`),
  proseFacts(text),
];

const proseFacts = memoText((text: string) =>
  lazily<Facts>({
    ...nothingOf,
    allBack: () => /\bfull refund\b|\beverything you paid\b|free of charge/i.test(text),
    sentences: () => sentencesOf(text),
  }),
);

/** Is what a sentence calls done known to be done, for every booking that it names or, when it names none, for the one it speaks of? */
export function provenDeed(
  { done, newBookings, moved }: Evidence,
  { deed, refs, isState = false, said, topic }: Completion & { topic: readonly string[] },
): boolean {
  const has = (ref: string): boolean => {
    const known = done.get(ref);
    if (!known) return false;
    if (deed === "any" || deed === "settle")
      return known.has("cancel") || known.has("refund") || known.has(deed);
    if (deed === "book" || deed === "book-new") return known.has("book") || known.has("book-new");
    return known.has(deed);
  };
  // That she has some booking does not prove that another one was made.
  if (deed === "book-new" && said !== undefined) {
    const spokenOf = refs.length > 0 ? refs.every(has) : topic.some(has);
    return provenNewBooking(newBookings, { said, isState, spokenOf, isNamed: refs.length > 0 });
  }
  // She has it for whatever she books next, so no booking is asked for. One that came back, or was spent, is told by a receipt.
  if (deed === "credit")
    return has("") || moved.some((one) => one.way === "credit" && (isState || one.direction !== "charged"));
  if (refs.length > 0) return refs.every(has);
  const spokenOf = topic.filter((ref) => done.has(ref));
  return has("") && topic.length === 0
    ? true
    : topic.length === 0
      ? has("")
      : spokenOf.some(has) || has("note");
}

/** Agent messages are left out (a model must not prove its words by its words), except what code wrote, which is a note. */
const isTold = (message: ModelMessage): boolean =>
  message.role === "tool" || message.role === "note" || message.role === "staff";

/** A reference the guest just wrote may be repeated to her: "I cannot find BK-999." */
const lastQuestion = (request: ModelRequest): string =>
  request.messages.findLast((message) => message.role === "guest")?.text ?? "";

const tellsAllBack = (message: ModelMessage): boolean =>
  /"refund":"([^"]+)","paid":"\1"|"fullRefundUntil":"|\ball of it\b|\ball that you paid\b|\bin full\b|full refund (?:until|within)/i.test(
    message.text,
  ) && !(message.role === "tool" && !message.ok);

/** What a refusal, a note or an older search says in sentences, but what she has of credit. A result in JSON holds values, not sentences. */
function repeatable(message: ModelMessage): string[] {
  if (message.role !== "tool" || !/^\s*[{[]/.test(message.text))
    return sentencesOf(message.text).filter((sentence) => !tellsBalance(sentence));
  const found = (message.result as { passages?: { text?: unknown }[] } | null)?.passages;
  if (!Array.isArray(found)) return [];
  return found.flatMap(({ text }) => (typeof text === "string" ? sentencesOf(text) : []));
}

const deedsTold = memo((message: ModelMessage) => deedsToldBy(own(message)));

/** A receipt of code's, or a member of staff, says that a booking was made. */
const tellsOfBooking = (message: ModelMessage): boolean =>
  !(message.role === "tool" && !message.ok) && deedsTold(message).some(({ deed }) => deed === "book-new");

function doneIn(told: ModelMessage[], bookings: BookingBrief[]): Evidence["done"] {
  const done: Evidence["done"] = new Map();
  const add = (ref: string, ...deeds: Deed[]) => {
    const known = done.get(ref) ?? new Set<Deed>();
    for (const deed of deeds) known.add(deed);
    done.set(ref, known);
  };
  for (const message of told) {
    const deeds = deedsTold(message);
    const about = new Set(deeds.flatMap(({ refs }) => refs));
    for (const { deed, refs } of deeds) {
      for (const ref of refs) add(ref, deed);
      if (about.size <= 1 || deed === "credit") add("", deed);
      if (message.role !== "tool" && about.size === 0) add("note", deed);
    }
  }
  for (const { ref, status } of bookings) {
    add(ref, "book", ...(status === "cancelled" ? (["cancel"] as const) : (["confirm", "charge"] as const)));
    if (status !== "cancelled") add("", "book", "confirm", "charge");
    else if (bookings.length === 1) add("", "cancel");
  }
  return done;
}
