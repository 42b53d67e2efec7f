const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthName =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const dayBefore = new RegExp(
  String.raw`(?<![\d.,:])\b(\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:[–-]|to|and|until)\s*(\d{1,2})(?:st|nd|rd|th)?)?\s+(?:of\s+)?${monthName}\b`,
  "gi",
);
const dayAfter = new RegExp(
  String.raw`\b${monthName}\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:[–-]|to|and|until)\s*(\d{1,2})(?:st|nd|rd|th)?)?\b`,
  "gi",
);

/** German, French, Spanish, Portuguese, Italian and Dutch names, by the month they begin. Ordered: the first that fits counts. */
const otherMonths: [RegExp, number][] = [
  [/^(?:jän|jan|ene|gen)/, 1],
  [/^(?:feb|fév|fev)/, 2],
  [/^(?:mär|mar|maa|mrt)/, 3],
  [/^(?:apr|avr|abr)/, 4],
  [/^(?:mai|may|mag|mei)/, 5],
  [/^(?:juni|juin|jun|giu)/, 6],
  [/^(?:juli|juil|jul|lug)/, 7],
  [/^(?:aug|aoû|aou|ago)/, 8],
  [/^(?:sep|set)/, 9],
  [/^(?:okt|oct|out|ott)/, 10],
  [/^nov/, 11],
  [/^(?:dez|déc|dec|dic)/, 12],
];
const otherDay =
  /\b(\d{1,2})(?:\.|er|º)?(?:\s*[–-]\s*(\d{1,2})\.?)?\s+(?:de\s+)?(januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|novembre|dicembre|januari|februari|maart|mei|augustus)(?!\p{L})/giu;
const chineseDay = /(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/g;
/** 04/12, 4.12.2026, 12-4-2026: which is the month is not known, so either reading may prove it. */
const numericDay = /(?<![\d.,/-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/-]|[.,]\d)/g;

/** Every calendar day named, as "month-day": "4–8 December" is "12-04" and "12-08". A numeric one gives both its readings, joined by "|". */
export function daysIn(text: string): string[] {
  const days: string[] = [];
  if (!/\d/.test(text)) return days;
  const add = (month: number, ...found: (string | undefined)[]) => {
    for (const day of found) if (day) days.push(monthDay(month, Number(day)));
  };
  const monthOf = (name = "") => months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  for (const match of text.matchAll(/\b\d{4}-(\d{2})-(\d{2})/g)) add(Number(match[1]), match[2]);
  for (const match of text.matchAll(dayBefore)) add(monthOf(match[3]), match[1], match[2]);
  for (const match of text.matchAll(dayAfter)) add(monthOf(match[1]), match[2], match[3]);
  for (const match of text.matchAll(chineseDay)) add(Number(match[1]), match[2]);
  for (const match of text.matchAll(otherDay)) {
    const name = (match[3] ?? "").toLowerCase();
    add(otherMonths.find(([pattern]) => pattern.test(name))?.[1] ?? 0, match[1], match[2]);
  }
  for (const match of text.matchAll(numericDay)) {
    const day = numeric(match);
    if (day) days.push(day);
  }
  return days;
}

function numeric([, first = "", separator, second = "", year]: RegExpMatchArray): string | null {
  const [a, b] = [Number(first), Number(second)];
  if (a < 1 || b < 1 || a > 31 || b > 31 || Math.min(a, b) > 12) return null;
  // "5-10 working days" and "12.50" are no dates.
  if (!year && (separator !== "/" || first.length + second.length < 3)) return null;
  const readings = [...(b <= 12 ? [monthDay(b, a)] : []), ...(a <= 12 ? [monthDay(a, b)] : [])];
  return [...new Set(readings)].join("|");
}

const monthDay = (month: number, day: number): string =>
  `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

const weekdays =
  /(?<!\p{L})(?:until|till|by|before|on|this|next|bis|am|jusqu'à|ce|hasta|el|até|na|fino a|tot|op)\s+(?:le |el |à |a )?(sunday|monday|tuesday|wednesday|thursday|friday|saturday|sonntag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi|domingo|lunes|martes|miércoles|jueves|viernes|sábado|segunda|terça|quarta|quinta|sexta|domenica|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|zondag|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag)/giu;

/** Days of the week that are named as a date ("until Friday"), lower case as written. */
export const weekdaysIn = (text: string): string[] =>
  [...text.matchAll(weekdays)].map((match) => (match[1] ?? "").toLowerCase());

/** The same as whether there are any: asked of every piece that streams. */
export const namesWeekday = (text: string): boolean => text.search(weekdays) >= 0;

/** English names of the days of the week of every full date in a text. */
export const weekdaysOfDates = (text: string): string[] =>
  [...text.matchAll(/\b(\d{4}-\d{2}-\d{2})\b/g)].flatMap(
    ([, date = ""]) => englishWeekdays[new Date(date).getUTCDay()] ?? [],
  );

const englishWeekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const duration =
  /(?:(\d{1,3})\s*(?:[–-]|to|bis|à|a|tot)\s*)?(\d{1,3})[\s-]*(?:working |business |calendar |full )*(minute|hour|day|week|month)/gi;

/** "5–10 working days" is "5 day" and "10 day". */
export const durationsIn = (text: string): string[] =>
  [...text.matchAll(duration)].flatMap(([, from, to, unit = ""]) =>
    [from, to]
      .filter((count) => count !== undefined)
      .map((count) => `${Number(count)} ${unit.toLowerCase()}`),
  );
