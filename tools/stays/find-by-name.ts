import type { PlaceOnOffer } from "../../db/stays.ts";

type Named = Pick<PlaceOnOffer, "id" | "name" | "city" | "country">;

/**
 * The places that a guest's words mean, by the nearest way to read them: their id or name, their city, their country, all words somewhere in these, and at
 * last the same with a letter or two wrong ("Lissabon"). Accents and capitals do not matter. Empty when nothing comes near.
 */
export function placesNamed<T extends Named>(places: T[], words: string): T[] {
  const said = wordsOf(words);
  if (said.length === 0) return [];
  for (const reads of readings) {
    const found = places.filter((place) => reads(place, said));
    if (found.length > 0) return found;
  }
  return [];
}

type Reading = (place: Named, said: string[]) => boolean;

const isSame = (text: string, said: string[]): boolean => wordsOf(text).join(" ") === said.join(" ");
const every = (place: Named, said: string[], matches: (a: string, b: string) => boolean): boolean => {
  const known = wordsOf(`${place.name} ${place.city} ${place.country}`);
  return said.every((word) => known.some((other) => matches(word, other)));
};

const readings: Reading[] = [
  ({ id, name }, said) => isSame(id, said) || isSame(name, said),
  ({ city }, said) => isSame(city, said),
  ({ country }, said) => isSame(country, said),
  (place, said) => every(place, said, (a, b) => a === b),
  (place, said) => every(place, said, isNear),
];

/** "the Loft, in Graça" → ["loft", "in", "graca"]. */
function wordsOf(text: string): string[] {
  const even = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const all = even.match(/[\p{L}\p{N}]+/gu) ?? [];
  return all.filter((word) => word !== "the");
}

/** One letter of five to seven may be wrong, two of eight or more. */
function isNear(a: string, b: string): boolean {
  const editsMax = Math.min(a.length, b.length) < 5 ? 0 : a.length < 8 ? 1 : 2;
  return a === b || (Math.abs(a.length - b.length) <= editsMax && edits(a, b) <= editsMax);
}

/** Letters to change, add, drop or swap with a neighbour (optimal string alignment). */
function edits(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]?.[j - 2] : undefined;
      row[j] = Math.min(
        rows[i - 1]![j]! + 1,
        row[j - 1]! + 1,
        rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        (swapped ?? Number.POSITIVE_INFINITY) + 1,
      );
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
