import type { Slot, ToolSpec } from "../../../tools/tool.ts";
import type { BookingBrief } from "../model.ts";
import { carriedInputs } from "./carried.ts";
import { choicesIn } from "./choices-in.ts";
import { hints } from "./cues.ts";
import { findBooking } from "./find-booking.ts";
import { moneyIn } from "./money-in.ts";
import { peopleIn } from "./numbers.ts";
import { placeIn } from "./place-in.ts";
import { datesOf } from "./stay-dates.ts";
import { type Property, propertiesOf, requiredOf } from "./tool-input.ts";
import type { BookingStatus, Told } from "./which-booking.ts";
import { plain } from "./words.ts";

export type Filled =
  | { input: Record<string, unknown> }
  /** Not all is known: ask for this slot. Bookings it could be are in `candidates`. */
  | { missing: { name: string; slot: Slot; candidates: BookingBrief[] } };

/**
 * Fills a tool's input from what the guest wrote: the request first, then her replies to questions about it. A value in a later
 * text wins. Optional inputs are filled only by what was said in so many words; required ones also by what is meant ("my booking", of one)
 * and by what was asked of a place before.
 */
export function fillSlots(tool: ToolSpec, texts: string[], told: Told): Filled {
  const input: Record<string, unknown> = {};
  const slotOf = (name: string, { enum: values }: Property): Slot =>
    tool.slots[name] ?? { kind: values ? "none" : "text", ask: "" };
  const inputs = Object.entries(propertiesOf(tool)).map(([name, property]) => ({
    name,
    property,
    slot: slotOf(name, property),
    required: requiredOf(tool).includes(name),
  }));
  // The booking first: dates may be counted from its own.
  for (const { name, slot, required } of inputs.filter((each) => each.slot.kind === "booking")) {
    const found = findBooking(texts, told, { wanted: hints[tool.name]?.bookings ?? anyUpcoming, required });
    if (found && "ref" in found) input[name] = found.ref;
    else if (found) return { missing: { name, slot, candidates: found.candidates } };
  }
  const booking = told.bookings.find(({ ref }) => Object.values(input).includes(ref));
  const dates = datesOf(tool, texts, { now: told.now, booking });
  const before = carriedInputs(tool, told);
  const amounts = texts.flatMap(moneyIn);
  for (const { name, property, slot, required } of inputs.filter((each) => each.slot.kind !== "booking")) {
    if (slot.kind === "none") Object.assign(input, chosen(name, property, { tool, text: texts[0] ?? "" }));
    else {
      const value =
        slot.kind === "date"
          ? dates[name]
          : slot.kind === "money"
            ? asMoney(amounts.shift(), property)
            : saidOf(slot, texts, { property, required, told, patterns: hints[tool.name]?.values?.[name] });
      if (value !== undefined) input[name] = value;
      else if (required && before[name] !== undefined) input[name] = before[name];
      else if (required) return { missing: { name, slot, candidates: [] } };
    }
  }
  return { input };
}

const anyUpcoming: readonly BookingStatus[] = ["upcoming", "current"];

/** What the newest text that says anything says: a later reply mends an earlier one. */
function saidOf(
  { kind, choices = {}, ask }: Slot,
  texts: string[],
  {
    property,
    required,
    told,
    patterns,
  }: { property: Property; required: boolean; told: Told; patterns: Record<string, RegExp> | undefined },
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
          : choicesIn(text, choices, patterns)[0];
    if (value !== undefined) return value;
  }
  return undefined;
}

const askedLast = ({ before }: Told, ask: string): boolean =>
  ask !== "" && (before.findLast(({ role }) => role === "agent")?.text ?? "").includes(ask);

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
