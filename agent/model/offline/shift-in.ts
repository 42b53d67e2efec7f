import { daysAfter } from "./dates-in.ts";
import { numberIn, numberWord } from "./numbers.ts";
import { plain } from "./words.ts";

/** By how many days a stay's two ends move, earlier below zero; `nights` is how long it shall be in all. */
export interface Shift {
  arrival: number;
  departure: number;
  nights?: number;
}

export interface Stay {
  checkIn: string;
  checkOut: string;
}

/** The days that a message wants instead of a stay's own, where it counts from those: "a day earlier", "two more nights". Only what moves. */
export function shiftedDates(text: string, { checkIn, checkOut }: Stay): Partial<Stay> {
  const { arrival, departure, nights } = shiftIn(text);
  const from = daysAfter(checkIn, arrival);
  const to = nights === undefined ? daysAfter(checkOut, departure) : daysAfter(from, nights);
  return { ...(from !== checkIn && { checkIn: from }), ...(to !== checkOut && { checkOut: to }) };
}

/** Nothing moves when nothing of the kind is said. A message may speak of both ends: "arrive a day later and leave a day earlier". */
function shiftIn(text: string): Shift {
  const shift: Shift = { arrival: 0, departure: 0 };
  // Which end is meant is said once and holds until the other one is named.
  let end: "arrival" | "departure" | "both" | null = null;
  for (const part of plain(text).split(/,|\band\b|\bbut\b|[.;!?]/)) {
    end = endNamed(part) ?? end;
    const length = lengthIn(part);
    if (!length) {
      const nights = nightsInAll(part);
      if (nights !== undefined) shift.nights = nights;
      continue;
    }
    if (length.lasts)
      shift[atStart.test(part) ? "arrival" : "departure"] += (atStart.test(part) ? -1 : 1) * length.days;
    else {
      if (end !== "departure") shift.arrival += length.days;
      if (end !== "arrival") shift.departure += length.days;
    }
  }
  return shift;
}

/** The message without the words that count from the stay, whose numbers are no dates of their own. */
export const withoutShift = (text: string): string => text.replace(lengths, " ");

const unit = "(?:day|night|week)s?";
const count = `(?:${numberWord}|another|one more|an? (?:extra|additional|further|whole|full))`;
const extra = "(?:more |extra |additional |further |full |whole )?";
const lengths = new RegExp(`\\b(?:by )?(${count}) ${extra}(${unit})\\b`, "gi");

const earlier = /\b(?:earlier|sooner|early|before(?:hand)?|forwards?|ahead|in advance)\b/;
const later = /\b(?:later|late|after(?:wards)?|back(?:wards)?|postpone|delay|defer)\b/;
const longer =
  /\b(?:more|longer|extra|additional|another|further|extend|prolong|extension|add|on top|stay on)\b/;
const shorter = /\b(?:less|fewer|shorter|shorten|cut|drop|reduce|lose|knock|take off|skip|without)\b/;
const atStart =
  /\b(?:at the (?:start|beginning|front)|before (?:it|that|we|my|our|the)|in front|beforehand)\b/;

/** Days that something moves, or, with `lasts`, that the stay is longer (below zero, shorter). */
function lengthIn(part: string): { days: number; lasts: boolean } | null {
  const [found] = part.matchAll(lengths);
  if (!found) return null;
  const days = (numberIn(found[1]!) ?? 1) * (/^week/i.test(found[2]!) ? 7 : 1);
  if (earlier.test(part) && !atStart.test(part)) return { days: -days, lasts: false };
  if (later.test(part)) return { days, lasts: false };
  if (shorter.test(part)) return { days: -days, lasts: true };
  return longer.test(part) ? { days, lasts: true } : null;
}

function endNamed(part: string): "arrival" | "departure" | "both" | null {
  if (
    /\b(?:leav\w*|depart\w*|checkout|go(?:ing)? home|head(?:ing)? (?:home|off)|fly(?:ing)? (?:home|back|out)|finish\w*|end(?:s|ing)?)\b/.test(
      part,
    )
  )
    return "departure";
  if (
    /\b(?:arriv\w*|com(?:e|es|ing)|checkin|get(?:ting)? (?:there|in)|land(?:s|ing)?|start\w*|begin\w*|be there)\b/.test(
      part,
    )
  )
    return "arrival";
  return /\b(?:mov\w+|shift\w*|push\w*|postpon\w+|delay\w*|reschedul\w+|bring|pull)\b/.test(part)
    ? "both"
    : null;
}

/** "Only three nights", "make it two nights": of the whole stay. */
function nightsInAll(part: string): number | undefined {
  const found = new RegExp(
    `\\b(?:only|just|to|make it|instead|total of|in all|altogether)(?: (?:be|stay|for|of|need|want|have|do))* (${numberWord}) nights?\\b|\\b(${numberWord}) nights? (?:in (?:all|total)|instead|only|altogether)\\b`,
  ).exec(part);
  return found ? numberIn((found[1] ?? found[2])!) : undefined;
}
