import { plain } from "./words.ts";

/** Values of a choice whose words, or whose patterns of `plain` text, stand in the text. */
export function choicesIn(
  text: string,
  choices: Record<string, string[]>,
  patterns: Record<string, RegExp> = {},
): string[] {
  const even = ` ${plain(text).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const says = (words: string) => even.includes(` ${plain(words).replace(/[^\p{L}\p{N}]+/gu, " ")}`);
  return Object.entries(choices)
    .filter(
      ([value, words]) =>
        [value.replaceAll("_", " "), ...words].some(says) || patterns[value]?.test(plain(text)),
    )
    .map(([value]) => value);
}

export const onlyOne = <T>(values: T[]): T | undefined => (values.length === 1 ? values[0] : undefined);
