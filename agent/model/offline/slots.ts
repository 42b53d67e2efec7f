import * as chrono from "chrono-node";
import type { Slot, ToolSpec } from "../../../tools/tool.ts";
import type { BookingBrief } from "../model.ts";
import { hints } from "./cues.ts";
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
  const dates = datesIn(texts, told.now);
  const amounts = texts.flatMap(moneyIn);
  for (const [name, property] of Object.entries(propertiesOf(tool))) {
    const required = requiredOf(tool).includes(name);
    const slot: Slot = tool.slots[name] ?? { kind: property.enum ? "none" : "text", ask: "" };
    if (slot.kind === "none") Object.assign(input, chosen(name, property, { tool, text: texts[0] ?? "" }));
    else if (slot.kind === "text") Object.assign(input, required ? { [name]: textFor(property, texts) } : {});
    else if (slot.kind === "booking") {
      const found = findBooking(texts, told, { wanted: hints[tool.name]?.bookings ?? anyUpcoming, required });
      if (found && "ref" in found) input[name] = found.ref;
      else if (found) return { missing: { name, slot, candidates: found.candidates } };
    } else {
      const value = slot.kind === "date" ? dates.shift() : asMoney(amounts.shift(), property);
      if (value !== undefined) input[name] = value;
      else if (required) return { missing: { name, slot, candidates: [] } };
    }
  }
  return { input };
}

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

/** Calendar dates as `YYYY-MM-DD`, in the order they stand; a range gives two. */
export function datesIn(texts: string[], now: number): string[] {
  const reference = { instant: new Date(now), timezone: 0 };
  return texts.flatMap((text) =>
    chrono
      .parse(text.replace(/\b[A-Z]{2}-?\d+\b/gi, " "), reference, { forwardDate: true })
      .filter(({ start }) => start.isCertain("day") || start.isCertain("weekday"))
      .flatMap(({ start, end }) => [start, ...(end ? [end] : [])].map(isoDay)),
  );
}

const isoDay = (date: chrono.ParsedComponents): string =>
  [date.get("year"), date.get("month"), date.get("day")]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

/** "€312", "312.50 euros", "USD 20": minor units of the currency said. */
export function moneyIn(text: string): { minor: number; currency: string }[] {
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
