import type { Slot, ToolSpec } from "../../../tools/tool.ts";
import type { BookingBrief } from "../model.ts";
import { hints } from "./cues.ts";
import { datesIn, daysAfter, nightsIn } from "./dates-in.ts";
import { peopleIn } from "./numbers.ts";
import { placeIn } from "./place-in.ts";
import {
  type BookingStatus,
  bookingByOrdinal,
  bookingMeant,
  bookingNamed,
  lastListed,
  type Told,
} from "./which-booking.ts";
import { plain } from "./words.ts";

export type Filled =
  | { input: Record<string, unknown> }
  /** Not all is known: ask for this slot. Bookings it could be are in `candidates`. */
  | { missing: { name: string; slot: Slot; candidates: BookingBrief[] } };

/**
 * Fills a tool's input from what the guest wrote: the request first, then her replies to questions about it. A value in a later
 * text wins. Optional inputs are filled only by what was said in so many words; required ones also by what is meant ("my booking", of one).
 */
export function fillSlots(tool: ToolSpec, texts: string[], told: Told): Filled {
  const input: Record<string, unknown> = {};
  const dates = datesOf(tool, texts, told);
  const amounts = texts.flatMap(moneyIn);
  for (const [name, property] of Object.entries(propertiesOf(tool))) {
    const required = requiredOf(tool).includes(name);
    const slot: Slot = tool.slots[name] ?? { kind: property.enum ? "none" : "text", ask: "" };
    if (slot.kind === "none") Object.assign(input, chosen(name, property, { tool, text: texts[0] ?? "" }));
    else if (slot.kind === "booking") {
      const found = findBooking(texts, told, { wanted: hints[tool.name]?.bookings ?? anyUpcoming, required });
      if (found && "ref" in found) input[name] = found.ref;
      else if (found) return { missing: { name, slot, candidates: found.candidates } };
    } else {
      const value =
        slot.kind === "date"
          ? dates[name]
          : slot.kind === "money"
            ? asMoney(amounts.shift(), property)
            : saidOf(slot, texts, { property, required, told });
      if (value !== undefined) input[name] = value;
      else if (required) return { missing: { name, slot, candidates: [] } };
    }
  }
  return { input };
}

/** What the newest text that says anything says: a later reply mends an earlier one. */
function saidOf(
  { kind, choices = {}, ask }: Slot,
  texts: string[],
  { property, required, told }: { property: Property; required: boolean; told: Told },
): unknown {
  if (kind === "text") return required && texts.length > 0 ? textFor(property, texts) : undefined;
  if (kind === "choice" && property.type === "array") {
    const all = [...new Set(texts.flatMap((text) => choicesIn(text, choices)))];
    return all.length > 0 ? all : undefined;
  }
  const wasAsked = (at: number) => at > 0 && askedLast(told, ask);
  for (const [at, text] of texts.map((text, at) => [at, text] as const).toReversed()) {
    const value =
      kind === "count"
        ? peopleIn(text, { bare: wasAsked(at) || at > 0 })
        : kind === "place"
          ? placeIn(text, told)
          : onlyOne(choicesIn(text, choices));
    if (value !== undefined) return value;
  }
  return undefined;
}

const askedLast = ({ before }: Told, ask: string): boolean =>
  ask !== "" && (before.findLast(({ role }) => role === "agent")?.text ?? "").includes(ask);

/** Values of a choice whose words stand in the text. */
function choicesIn(text: string, choices: Record<string, string[]>): string[] {
  const even = ` ${plain(text).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const says = (words: string) => even.includes(` ${plain(words).replace(/[^\p{L}\p{N}]+/gu, " ")}`);
  return Object.entries(choices)
    .filter(([value, words]) => [value.replaceAll("_", " "), ...words].some(says))
    .map(([value]) => value);
}

const onlyOne = <T>(values: T[]): T | undefined => (values.length === 1 ? values[0] : undefined);

/**
 * Each date to its input. Two are arrival and departure; of one it is the word beside it that says ("until", "leave"). Nights that are said make up for
 * a departure that is not.
 */
function datesOf(tool: ToolSpec, texts: string[], { now }: Told): Record<string, string> {
  const names = Object.keys(propertiesOf(tool)).filter((name) => tool.slots[name]?.kind === "date");
  const [first, second = first] = names;
  const said = datesIn(texts, now);
  const [from, to] = said;
  if (first === undefined || from === undefined) return {};
  if (names.length === 1 || second === undefined) return { [first]: from };
  if (to !== undefined) return { [first]: from, [second]: to };
  const nights = texts.map(nightsIn).findLast((count) => count !== undefined);
  if (nights !== undefined) return { [first]: from, [second]: daysAfter(from, nights) };
  return departing.test(texts.map(plain).join(" ")) ? { [second]: from } : { [first]: from };
}

const departing = /\b(?:until|till|check-? ?out|leav\w+|depart\w*|end(?:s|ing)?|stay (?:on|to)|longer)\b/;

interface Property {
  type?: string;
  enum?: unknown[];
  maxLength?: number;
}

const propertiesOf = (tool: ToolSpec) => (tool.inputSchema.properties ?? {}) as Record<string, Property>;
const requiredOf = (tool: ToolSpec) => (tool.inputSchema.required ?? []) as string[];

const anyUpcoming: readonly BookingStatus[] = ["upcoming", "current"];

/** Candidates are listed in one order always, so that "the second" in a reply can be counted again. */
const inListedOrder = (bookings: BookingBrief[]): BookingBrief[] =>
  [...bookings].sort((a, b) => rankOf(a) - rankOf(b) || a.checkIn.localeCompare(b.checkIn));

const rankOf = ({ status }: BookingBrief): number =>
  ["current", "upcoming", "past", "cancelled"].indexOf(status);

function findBooking(
  texts: string[],
  told: Told,
  { wanted, required }: { wanted: readonly BookingStatus[]; required: boolean },
) {
  const [request = "", ...replies] = texts;
  const meant = required ? bookingMeant(told, wanted) : null;
  const given = inListedOrder(meant && "candidates" in meant ? meant.candidates : told.bookings);
  for (const reply of replies.toReversed()) {
    const ref = bookingByOrdinal(reply, given, told);
    const found = ref === undefined ? bookingNamed(reply, told, wanted) : { ref };
    if (found) return sorted(found);
  }
  const named = bookingNamed(request, told, wanted);
  const ref = named || !lastListed(told) ? undefined : bookingByOrdinal(request, given, told);
  return ref === undefined ? sorted(named ?? meant) : { ref };
}

function sorted<T extends { ref: string } | { candidates: BookingBrief[] } | null>(found: T) {
  return found && "candidates" in found ? { candidates: inListedOrder(found.candidates) } : found;
}

/** "€312", "312.50 euros", "USD 20": minor units of the currency said. */
export function moneyIn(text: string): { minor: number; currency: string }[] {
  const limit =
    /\b(?:under|below|at most|up to|less than|no more than|max(?:imum)?) (\d{2,6})\b(?![.,]\d)(?! ?(?:[€$£¥]|eur|usd|gbp|jpy|people|guests|nights|dollars|pounds|yen))/i.exec(
      text,
    );
  if (limit) return [{ minor: Number(limit[1]) * 100, currency: "EUR" }];
  const pattern =
    /([€$£¥]|\b(?:eur|usd|gbp|jpy)\b)\s*(\d[\d.,]*)|(\d[\d.,]*)\s*([€$£¥]|(?:eur|usd|gbp|jpy|euros?|dollars?|pounds?|yen)\b)/gi;
  return [...text.matchAll(pattern)].map((match) => {
    const currency = currencies[(match[1] ?? match[4] ?? "").toLowerCase().replace(/s$/, "")] ?? "EUR";
    const digits = (match[2] ?? match[3] ?? "").replace(/[.,]$/, "");
    const [, whole = digits, cents = ""] = /^(.*)[.,](\d{1,2})$/.exec(digits) ?? [];
    const major = Number(`${whole.replace(/[.,]/g, "")}.${cents || 0}`);
    return { minor: Math.round(major * (currency === "JPY" ? 1 : 100)), currency };
  });
}

const currencies: Record<string, string> = {
  ...{ "€": "EUR", eur: "EUR", euro: "EUR", $: "USD", usd: "USD", dollar: "USD" },
  ...{ "£": "GBP", gbp: "GBP", pound: "GBP", "¥": "JPY", jpy: "JPY", yen: "JPY" },
};

const asMoney = (amount: { minor: number; currency: string } | undefined, { type }: Property) =>
  amount === undefined || type === "object"
    ? amount
    : type === "string"
      ? `${amount.minor} ${amount.currency}`
      : type === "number"
        ? amount.minor / (amount.currency === "JPY" ? 1 : 100)
        : amount.minor;

/** One of a list of values: the one whose word, or whose hint, the guest used. */
function chosen(
  name: string,
  property: Property,
  { tool, text }: { tool: ToolSpec; text: string },
): Record<string, unknown> {
  const even = plain(text);
  const patterns = hints[tool.name]?.values?.[name] ?? {};
  const said = (property.enum ?? []).filter((value) =>
    (patterns[String(value)] ?? new RegExp(`\\b${String(value).replace(/\W/g, ".")}\\b`)).test(even),
  );
  return said.length === 1 ? { [name]: said[0] } : {};
}

function textFor({ maxLength }: Property, texts: string[]): string {
  const text = texts.join("\n").trim();
  return maxLength !== undefined && text.length > maxLength ? text.slice(0, maxLength) : text;
}
