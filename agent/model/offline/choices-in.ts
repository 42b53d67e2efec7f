import { plain } from "./words.ts";

/** Values of a choice whose words stand in the text, in its order; when none do, those whose pattern of `plain` text does. */
export function choicesIn(
  text: string,
  choices: Record<string, string[]>,
  patterns: Record<string, RegExp> = {},
): string[] {
  const even = ` ${wordsOnly(text)} `;
  const named = Object.entries(choices).flatMap(([value, words]) => {
    const places = [value.replaceAll("_", " "), ...words].map((each) => even.indexOf(` ${wordsOnly(each)}`));
    const said = places.filter((at) => at >= 0);
    return said.length > 0 ? [{ value, at: Math.min(...said) }] : [];
  });
  if (named.length > 0) return named.sort((a, b) => a.at - b.at).map(({ value }) => value);
  return Object.keys(patterns).filter((value) => patterns[value]!.test(plain(text)));
}

const wordsOnly = (text: string): string =>
  plain(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
