/** Shorter words are too easily another word: "late" and "date". */
const correctedCharsMin = 5;
/** From this length on, two slips are forgiven. */
const twoSlipsCharsMin = 9;

/** The same word but for a slip of the pen: a letter wrong, missing, doubled or swapped; two in a long word. Never the first letter. */
export function isNear(written: string, word: string): boolean {
  if (written === word) return true;
  const length = Math.min(written.length, word.length);
  if (length < correctedCharsMin || written[0] !== word[0] || /\d/.test(written)) return false;
  return editDistance(written, word) <= (length >= twoSlipsCharsMin ? 2 : 1);
}

/** Puts right words that are not known but close to one that is. Known words, and real words that only look close, stay. */
export function corrected(even: string, known: ReadonlySet<string>): string {
  return even.replace(/\p{L}{5,}/gu, (word) => {
    if (known.has(word) || realWords.has(word)) return word;
    for (const candidate of known) if (isNear(word, candidate)) return candidate;
    return word;
  });
}

/** Damerau–Levenshtein distance, neighbouring swaps counted as one (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/** One slip away from words of this trade, yet words of their own. */
const realWords = new Set(
  "stuff plane planes plate plates price prices prize these there their where whose three house horse money honey guest quest lease close closed hosts costs reserved booked rented".split(
    " ",
  ),
);
