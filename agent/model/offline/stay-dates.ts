import type { ToolSpec } from "../../../tools/tool.ts";
import type { BookingBrief } from "../model.ts";
import { datesIn, daysAfter, nightsIn } from "./dates-in.ts";
import { type Stay, shiftedDates, withoutShift } from "./shift-in.ts";
import { propertiesOf } from "./tool-input.ts";
import { plain } from "./words.ts";

/**
 * Each date to its input, by the input's name. Two are arrival and departure; of one it is the word beside it that says ("until", "leave"). Nights that
 * are said make up for a departure that is not. About a booking, days may be counted from its own ("a day earlier"), and when one day is said for
 * the whole stay ("move it to the 11th") it keeps its nights.
 */
export function datesOf(
  tool: ToolSpec,
  texts: string[],
  { now, booking }: { now: number; booking?: BookingBrief | undefined },
): Record<string, string> {
  const names = Object.keys(propertiesOf(tool)).filter((name) => tool.slots[name]?.kind === "date");
  const [first, second] = names;
  if (first === undefined) return {};
  const words = texts.map(plain).join(" ");
  const departs = departing.test(words);
  const near = booking && (departs ? booking.checkOut : booking.checkIn);
  const [from, to] = newestDates(booking ? texts.map(withoutShift) : texts, { now, near });
  if (second === undefined) return from === undefined ? {} : { [first]: from };
  if (from === undefined) {
    const { checkIn, checkOut } = booking ? shiftedDates(texts.join(". "), booking) : {};
    return { ...(checkIn && { [first]: checkIn }), ...(checkOut && { [second]: checkOut }) };
  }
  if (to !== undefined) {
    // "… and a week later?" goes on from the dates that were said before.
    const later =
      booking || texts.length < 2 ? {} : shiftedDates(texts.at(-1)!, { checkIn: from, checkOut: to });
    return { [first]: later.checkIn ?? from, [second]: later.checkOut ?? to };
  }
  const nights = texts.map(nightsIn).findLast((count) => count !== undefined);
  if (nights !== undefined && !(booking && departs))
    return { [first]: from, [second]: daysAfter(from, nights) };
  if (departs) return { [second]: from };
  if (booking && (whole.test(words) || from >= booking.checkOut))
    return { [first]: from, [second]: daysAfter(from, nightsBetween(booking)) };
  return { [first]: from };
}

/** Of the dates in several texts those of the newest one that says two; a single day there is put in the place of the old one. */
function newestDates(texts: string[], { now, near }: { now: number; near: string | undefined }): string[] {
  const all = datesIn(texts, now, near ? { near } : {});
  const before = datesIn(texts.slice(0, -1), now, near ? { near } : {});
  const newest = all.slice(before.length);
  // Of three days in one message nobody knows which two are meant.
  if (newest.length > 2) return [];
  if (newest.length === 2) return newest;
  if (before.length < 2) return all;
  const [arrival, departure] = before.slice(-2) as [string, string];
  const [day] = newest;
  if (day === undefined) return [arrival, departure];
  return departing.test(plain(texts.at(-1)!))
    ? [arrival, day]
    : [day, daysAfter(day, nightsBetween({ checkIn: arrival, checkOut: departure }))];
}

const departing =
  /\b(?:until|till?|check-? ?out|leav\w+|depart\w*|end(?:s|ing)?|stay (?:on|to)|longer|(?:go|going|fly|flying) home)\b/;

const whole =
  /^(?!.*\b(?:arriv\w+|come|coming|check-? ?in|start\w*|begin\w*)\b).*\b(?:move|shift|push|postpone|reschedule|change)\b/;

const nightsBetween = ({ checkIn, checkOut }: Stay): number =>
  (Date.parse(checkOut) - Date.parse(checkIn)) / 86_400_000;
