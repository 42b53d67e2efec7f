/** Longest tail of shown text that a claim's first words can reach back into: "a member of our staff" + " will". */
export const tailCharsMax = 60;

/**
 * Text as it is checked: what a reader does not see (emphasis, zero-width characters, the width of a digit, the shape of an apostrophe)
 * must not hide a claim. Never what is shown.
 */
export function plain(text: string): string {
  if (!needsWork.test(text)) return text;
  const cleared = ascii.test(text) ? text : latinised(text.normalize("NFKC").replace(invisible, ""));
  return cleared
    .replace(/<\/?[a-z]{1,10}>|[*_`~]/gi, "")
    .replace(/[‘’ʼ´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑]/g, "-")
    .replace(/\s+/g, " ");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what needs no work.
const ascii = /^[\x00-\x7f]*$/;
/** Little that streams does: most is letters of ASCII with one space between words. */
const needsWork = /[^ -~]|[*<_`~]| {2}/;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** A Latin word that borrows letters from another script to look like what it is not ("cаncelled" with a Cyrillic а), as it is read. */
const latinised = (text: string): string =>
  text.replace(/[\p{L}\p{M}]+/gu, (word) =>
    /[a-z]/i.test(word) ? word.replace(/[Ѐ-ӿͰ-Ͽ]/g, (letter) => lookalikes.get(letter) ?? letter) : word,
  );

const lookalikes = new Map(
  [..."аеорсухіјѕԁһӏкмтвнοαερυνικτ"].map((letter, index) => [
    letter,
    [..."aeopcyxijsdhlkmtbhoaepuvikt"][index]!,
  ]),
);

/** One part of a sentence that says one thing. `asked` when it ends in a question mark. */
export interface Clause {
  text: string;
  asked: boolean;
}

/** A plain sentence in clauses. "cancelled and refunded" stays together: the second word has no subject of its own. */
export function clausesOf(sentence: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (const match of sentence.matchAll(clauseEnd)) {
    add(clauses, sentence.slice(start, match.index), /[?？]/.test(match[0]));
    start = match.index + match[0].length;
  }
  add(clauses, sentence.slice(start), false);
  return clauses;
}

function add(clauses: Clause[], text: string, asked: boolean): void {
  if (text.trim() !== "") clauses.push({ text: text.trim(), asked });
}

const clauseEnd =
  /[;!?。！？；，、·|()"]+\s*|[:.,]+(?!\d)\s*|\s[–—-]+\s|\s(?:but|so|because|aber|weil|mais|donc|pero|mas|ma|maar)\s|\s(?:and|und|et|y|e|en(?! (?:camino|route|chemin)))\s(?!(?:also |then |fully |auch |já |ya )?(?:\p{L}+(?:ed|iert|tet|ée?s?|ad[ao]s?|at[aoie]|ut[aoie]|eerd|aald|boekt)(?!\p{L})))/giu;

/**
 * The length of the first whole sentence of raw text, without the white space after it (a marker may follow); 0 when it has not ended. A
 * line break ends one too. Nothing before `from` is looked at again.
 */
export function sentenceLength(text: string, from = 0): number {
  sentenceEnd.lastIndex = Math.max(text.search(/\S/), from);
  const match = sentenceEnd.exec(text);
  return match && match.index + match[0].length > 0 && text.slice(0, match.index + 1).trim() !== ""
    ? match.index + match[0].length
    : 0;
}

const sentenceEnd =
  /(?<!(?:^|\s)\d{1,2})[.!?]+["')\]*_”’»]*(?=\s)|[。！？]+["')\]*_”’»]*|(?<![€$£¥₹]\s*)(?=\n)/g;

/** All sentences of a text, as the gate cuts them, ready to be compared. */
export function sentencesOf(text: string): string[] {
  const found: string[] = [];
  for (let rest = text.trimStart(); rest !== ""; ) {
    const length = sentenceLength(rest) || rest.length;
    found.push(comparable(rest.slice(0, length)));
    rest = rest.slice(length).trimStart();
  }
  return found;
}

/** A sentence without its list marker, case and ending. */
export const comparable = (sentence: string): string =>
  plain(sentence)
    .replace(/^\s*(?:[-+•]|\d{1,2}[.)])\s+/, "")
    .replace(/[\s.!]+$/, "")
    .trim()
    .toLowerCase();
