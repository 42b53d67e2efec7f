import type { ModelMessage, ModelRequest } from "../model/model.ts";

/** What a reply may state: everything that came from a tool, the ledger or the help centre. Never what the guest or the model said. */
export interface Evidence {
  /** Numbers as written, normalised: "312.00", "50", "15:00". */
  numbers: Set<string>;
  /** "BK-204". */
  refs: Set<string>;
  /** "12-04" (month-day) of every date named. */
  days: Set<string>;
  /** Stems of words of completion that a tool result or a note of code used: "cancel", "refund". */
  completed: Set<string>;
}

export function gatherEvidence(request: ModelRequest): Evidence {
  const told = request.messages.filter(isTold).map((message) => message.text);
  const bookings = request.bookings.map(
    (b) => `${b.ref} ${b.checkIn} ${b.checkOut} ${b.status === "cancelled" ? "was cancelled" : ""}`,
  );
  const passages = request.passages.map((p) => `${p.title}. ${p.heading}. ${p.text}`);
  const text = [...told, ...bookings, ...passages, new Date(request.now).toISOString().slice(0, 10)].join(
    "\n",
  );
  return {
    numbers: new Set(numbersIn(text)),
    refs: new Set([...refsIn(text), ...refsIn(lastQuestion(request))]),
    days: new Set(daysIn(text)),
    completed: new Set(completionsIn([...told, ...bookings].join("\n"))),
  };
}

/** Agent messages are left out (a model must not prove its words by its words), except what code wrote, which is a note. */
const isTold = (message: ModelMessage): boolean =>
  message.role === "tool" || message.role === "note" || message.role === "staff";

/** A reference the guest just wrote may be repeated to her: "I cannot find BK-999." */
const lastQuestion = (request: ModelRequest): string =>
  request.messages.findLast((message) => message.role === "guest")?.text ?? "";

/** "€1,240.00", "1.240,00 €", "¥42,000" and "312" become "1240.00", "1240.00", "42000", "312". */
export function numbersIn(text: string): string[] {
  return (text.match(/\d[\d.,\u00a0\u202f' ]*\d|\d/g) ?? []).flatMap((found) => {
    const compact = found.replace(/[\u00a0\u202f' ]/g, "");
    const decimal = /[.,](\d{1,2})$/.exec(compact);
    const whole = (decimal ? compact.slice(0, decimal.index) : compact).replace(/[.,]/g, "");
    if (!decimal) return [whole];
    return /^0+$/.test(decimal[1] ?? "") ? [`${whole}.${decimal[1]}`, whole] : [`${whole}.${decimal[1]}`];
  });
}

export const refsIn = (text: string): string[] =>
  (text.match(/\b[A-Z]{2}-\d{2,6}\b/gi) ?? []).map((ref) => ref.toUpperCase());

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthName =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const dayBefore = new RegExp(
  String.raw`\b(\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:[–-]|to|and|until)\s*(\d{1,2})(?:st|nd|rd|th)?)?\s+(?:of\s+)?${monthName}\b`,
  "gi",
);
const dayAfter = new RegExp(
  String.raw`\b${monthName}\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:[–-]|to|and|until)\s*(\d{1,2})(?:st|nd|rd|th)?)?\b`,
  "gi",
);

/** Every calendar day named with its month, as "month-day": "4–8 December" is "12-04" and "12-08". */
export function daysIn(text: string): string[] {
  const days: string[] = [];
  const add = (month: number, ...found: (string | undefined)[]) => {
    for (const day of found) if (day) days.push(`${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`);
  };
  const monthOf = (name = "") => months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  for (const match of text.matchAll(/\b\d{4}-(\d{2})-(\d{2})/g)) add(Number(match[1]), match[2]);
  for (const match of text.matchAll(dayBefore)) add(monthOf(match[3]), match[1], match[2]);
  for (const match of text.matchAll(dayAfter)) add(monthOf(match[1]), match[2], match[3]);
  return days;
}

const completion =
  /\b(cancel|refund|book|chang|charg|process|issu|approv|confirm|updat|resolv|escalat|forward|submitt|complet|arrang|credit)(?:l?ed|ed)\b/gi;

/** Money that moves, in other words. */
const onItsWay =
  /\b(?:refund|money|payment|amount)\b[^.!?\n]*\b(?:on (?:its|the) way|gone through|been sent|been paid|been returned)\b/i;

/** Stems of the words of completion in a text, present participles and infinitives left out. */
export function completionsIn(text: string): string[] {
  const stems = [...text.matchAll(completion)].map((match) => (match[1] ?? "").toLowerCase());
  return text.search(onItsWay) >= 0 ? [...stems, "refund"] : stems;
}
