import type { ModelMessage } from "../model/model.ts";
import { type Completion, completionsIn } from "./completions.ts";
import type { Deed } from "./done-words.ts";
import { plain } from "./plain-text.ts";
import { refsIn } from "./refs.ts";

/**
 * The tools that read from rows what has been done. Of all others no result tells of a deed: a search tells of nobody's booking, a quote of what would
 * be, and a tool that writes only makes an offer.
 */
export const tellsOfDeeds: readonly string[] = [
  "list_my_bookings",
  "get_booking",
  "refund_status",
  "check_duplicate_charge",
];

/** What a tool's result, a note of code or a member of staff says was done. */
export function deedsToldBy(message: ModelMessage): Completion[] {
  if (message.role !== "tool") return [...inText(message.text), ...goesBack(message.text)];
  // A refusal proves only what it says of a booking by name: "BK-288 was already cancelled", never "This booking cannot be cancelled".
  if (!message.ok) return inText(message.text).filter(({ refs }) => refs.length > 0);
  if (!tellsOfDeeds.includes(message.name)) return [];
  const value = valueToldBy(message);
  return typeof value === "object" && value !== null ? inValue(value, []) : inText(message.text);
}

const inText = (text: string): Completion[] => bySentence(text, completionsIn);

/** The words of a receipt: "€312.00 goes back to Visa ending 4242". In what a tool gives they would only be a rule. */
const goesBack = (text: string): Completion[] =>
  bySentence(text, (sentence) =>
    /\d\D{0,6} goes back to\b|\d\D{0,6} goes back\W*$/.test(sentence)
      ? [{ deed: "refund", refs: refsIn(sentence) }]
      : [],
  );

/** A sentence that names no booking speaks of the only one that the whole text names. */
function bySentence(text: string, deedsIn: (sentence: string) => Completion[]): Completion[] {
  const named = refsIn(plain(text));
  const about = new Set(named).size === 1 ? named.slice(0, 1) : [];
  return text
    .split(/\n|(?<=[.!?])\s+/)
    .map(plain)
    .flatMap(deedsIn)
    .map(({ deed, refs }) => ({ deed, refs: refs.length > 0 ? refs : about }));
}

/** What a tool gave, as a value. */
export const valueToldBy = ({ text, result }: Extract<ModelMessage, { role: "tool" }>): unknown =>
  parsed(text) ?? result;

function parsed(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Fields that say what a sentence would; every other text is read as one. A part belongs to the booking that it or its parent names. */
function inValue(value: object, above: string[]): Completion[] {
  if ("passages" in value) return [];
  const own = "bookingRef" in value && typeof value.bookingRef === "string" ? refsIn(value.bookingRef) : [];
  const refs = own.length > 0 ? own : above;
  return Object.entries(value).flatMap(([key, field]): Completion[] => {
    if (typeof field === "object" && field !== null) return inValue(field, refs);
    if (typeof field !== "string" || field === "") return [];
    const deeds = byField(key, field);
    if (deeds.length > 0) return deeds.map((deed) => ({ deed, refs }));
    return inText(field).map((found) => (found.refs.length > 0 ? found : { ...found, refs }));
  });
}

function byField(key: string, field: string): Deed[] {
  if (key === "refunded") return ["refund"];
  if (key === "paidWith") return ["charge"];
  if (key === "credit" && field !== "none") return ["credit"];
  if (key !== "status") return [];
  if (field === "cancelled") return ["cancel"];
  return field === "sent"
    ? ["refund", "settle"]
    : ["upcoming", "current", "past"].includes(field)
      ? ["book", "confirm"]
      : [];
}
