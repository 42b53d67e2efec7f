import type { ModelMessage } from "../model.ts";
import { withoutDates } from "./dates-in.ts";
import { plain, wordsOfPlain } from "./words.ts";

/**
 * Words of a message that name a place of ours or a town, to be looked up by the tool; undefined when it names none. A place that was shown before is meant
 * by "the second one", and by "it" when one alone was spoken of.
 */
export function placeIn(
  text: string,
  { before, now }: { before: ModelMessage[]; now: number },
): string | undefined {
  const shown = shownPlaces(before);
  const even = plain(text);
  const byName = shown.find((name) => even.includes(plain(name)));
  if (byName) return byName;
  const ordinal = ordinals.findIndex((pattern) => pattern.test(even));
  if (ordinal >= 0 && shown[ordinal]) return shown[ordinal];
  const phrase = phraseIn(withoutDates(text, now));
  if (phrase) return phrase;
  return shown.length === 1 && /\b(?:it|that|this|there|place|one)\b/.test(even) ? shown[0] : undefined;
}

/** Places that the newest result with any tells of, in its order. */
export function shownPlaces(before: ModelMessage[]): string[] {
  for (const message of before.toReversed()) {
    if (message.role !== "tool" || !message.ok) continue;
    const names = namesIn(message.result);
    if (names.length > 0) return names;
  }
  return [];
}

/** A place stands beside its id. */
function namesIn(result: unknown): string[] {
  if (Array.isArray(result)) return result.flatMap(namesIn);
  if (typeof result !== "object" || result === null) return [];
  const { place, placeId } = result as { place?: unknown; placeId?: unknown };
  if (typeof place === "string" && typeof placeId === "string") return [place];
  return Object.values(result).flatMap(namesIn);
}

const ordinals = [
  /\b(?:first|1st|top)(?: (?:one|place|option|flat)\b|\W*(?:please\W*)?$)/,
  /\b(?:second|2nd)(?: (?:one|place|option|flat)\b|\W*(?:please\W*)?$)/,
  /\b(?:third|3rd)(?: (?:one|place|option|flat)\b|\W*(?:please\W*)?$)/,
];

const wordsMax = 6;

/** "the garden flat in Graça", "Lisbon": from the word that leads to it to the first that cannot belong to a name. */
function phraseIn(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}'’-]+|[.,;:?!]/gu) ?? [];
  const phrases: string[][] = [];
  let open: string[] | null = null;
  let before = "";
  for (const word of words) {
    const even = plain(word);
    // "a flat in Lisbon" is any there is, "the Flat in Leith" a name.
    const isAny = open === null && indefinite.has(before) && kinds.has(even);
    before = even;
    if (isAny) continue;
    const ends = /^\W$/.test(word) || (isOther(even) && !(open && open.length > 0 && joins.has(even)));
    if (!ends) open = [...(open ?? []), word];
    if (!ends && open && open.length < wordsMax) continue;
    if (open) phrases.push(open);
    open = null;
  }
  if (open) phrases.push(open);
  const named = phrases.map(withoutJoins).filter((phrase) => phrase.length > 0);
  // A name has a capital letter, unless nobody uses any.
  const capitals = named.filter((phrase) => phrase.some((word) => /^\p{Lu}/u.test(word)));
  const best = (capitals.length > 0 ? capitals : named).reduce<string[]>(
    (longest, phrase) => (phrase.length > longest.length ? phrase : longest),
    [],
  );
  return best.length > 0 && best.some((word) => !kinds.has(plain(word))) ? best.join(" ") : undefined;
}

/** "in" may stand within a name, not at its ends; "a room in Barcelona" names Barcelona. */
function withoutJoins(phrase: string[]): string[] {
  const capital = phrase.findIndex((word) => /^\p{Lu}/u.test(word));
  // "visit Cape Town": what comes before the capital letter is part of the name only when a kind of place is.
  const leading = phrase.slice(0, Math.max(0, capital)).some((word) => kinds.has(plain(word)))
    ? 0
    : Math.max(0, capital);
  const from = phrase.findIndex(
    (word, at) => at >= leading && !joins.has(plain(word)) && !anyKind.has(plain(word)),
  );
  const to = phrase.findLastIndex((word) => !joins.has(plain(word)));
  return from < 0 ? [] : phrase.slice(from, to + 1);
}

const indefinite = new Set(["a", "an", "any", "some"]);

const anyKind = new Set([
  "place",
  "places",
  "room",
  "rooms",
  "apartments",
  "flats",
  "houses",
  "villas",
  "studios",
  "one",
]);

const joins = new Set(["in", "at", "by", "of", "the", "on", "de", "la", "da", "do"]);

/** A kind of place is part of a name and none by itself. */
const kinds = new Set(
  "flat flats loft apartment apartments house studio cottage cabin room rooms villa home place places riverside garden sea seaside beach one".split(
    " ",
  ),
);

const isOther = (even: string): boolean =>
  /^\d+$/.test(even) || wordsOfPlain(even).every((word) => others.has(word));

/** What guests say around a place. General English of looking for and booking one. */
const others = new Set(
  `a an the and or but so i we you me us my our your it its this that these those there here is are was were be been being am do does did
  can could would will shall should may might must have has had having get got let lets like love want wanted wants need needs looking look
  looks find search show shows suggest recommend something somewhere anything anywhere anyone someone any some all more most other another
  similar else which what when where who how much many price prices cost costs total free available availability vacancy vacancies taken open
  still left booked book booking bookings reserve reservation reservations rent make new take takes go ahead please pls thanks thank hi hello
  hey ok okay yes yeah well just only also too very really for from to until till with without near around close over under below between
  about on at in by of into out up down night nights day days week weeks weekend month year years time times people person persons guest
  guests adult adults child children kids kid family dog dogs cat pet pets two three four five six seven eight nine ten one couple us both
  arriving arrive arrival arrives leaving leave departure check checkin checkout starting start starts begin beginning end ending stay stays
  staying same dates date first second third last next this coming january february march april may june july august september october
  november december monday tuesday wednesday thursday friday saturday sunday new-year easter christmas summer winter spring autumn cheap
  cheaper cheapest quiet nice good best better big bigger small parking wifi kitchen pool friendly balcony washing machine pay per each than
  as if not no euro euros eur usd gbp pounds dollars know tell give called suits suit come going got ve re ll s t m d would`.split(
    /\s+/,
  ),
);
