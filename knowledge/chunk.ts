import { joinSentences, splitSentences } from "./sentences.ts";

/** A piece of an article, as it is indexed, quoted and cited. */
export interface Chunk {
  /** `<slug>#<n>`, counted from 0 within the article. */
  id: string;
  slug: string;
  title: string;
  /** The section's heading; empty for the lead of the article. */
  heading: string;
  text: string;
}

/** Longest text of a chunk. Four of them are then at most 1,200 tokens of a prompt; the articles' sections have about 450. */
export const chunkCharsMax = 1_200;

/**
 * Cuts an article's Markdown body by its headings: what stands before the first `##` is chunk 0, every section is one
 * more. A section beyond `chunkCharsMax` is cut between paragraphs, else between sentences, else between words, and its parts keep the
 * heading. Links become their words: an index of addresses finds nothing and a quoted address leads nowhere.
 */
export function chunkArticle({ slug, title, body }: { slug: string; title: string; body: string }): Chunk[] {
  return sectionsOf(body)
    .flatMap(({ heading, text }) =>
      packed(plainLinks(text)).map((part) => ({
        slug,
        title,
        heading: heading === title ? "" : heading,
        text: part,
      })),
    )
    .map((chunk, index) => ({ id: `${slug}#${index}`, ...chunk }));
}

interface Section {
  heading: string;
  text: string;
}

/** Deeper headings stay in their section's text; so does a `##` inside a fenced block. */
function sectionsOf(body: string): Section[] {
  const sections: Section[] = [{ heading: "", text: "" }];
  let fenced = false;
  for (const line of body.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? undefined : /^##?\s+(.+?)\s*#*$/.exec(line)?.[1];
    if (heading !== undefined) sections.push({ heading: plainLinks(heading), text: "" });
    else sections.at(-1)!.text += `${line}\n`;
  }
  return sections;
}

/** `[words](address)`, `![words](address)`, `[[page|words]]` and `<https://…>` as their words. */
const plainLinks = (markdown: string): string =>
  markdown
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, "$1")
    .replace(/\[\[(?:[^\]|\n]*\|)?([^\]\n]*)\]\]/g, "$1")
    .replace(/<(https?:[^>\s]+)>/g, "$1");

/** A section's text in chunks, paragraph by paragraph. An empty section gives none. */
const packed = (text: string): string[] =>
  filled(
    text
      .trim()
      .split(/\n\s*\n/)
      .filter(Boolean)
      .flatMap(fitting),
    (before, paragraph) => `${before}\n\n${paragraph}`,
  );

/** A paragraph in pieces that fit: whole, or cut between sentences or the items of a list, else between words. */
function fitting(paragraph: string): string[] {
  if (paragraph.length <= chunkCharsMax) return [paragraph];
  const pieces = splitSentences(paragraph)
    .flatMap((piece) => (piece.length <= chunkCharsMax ? [piece] : piece.split("\n")))
    .flatMap((line) => (line.length <= chunkCharsMax ? [line] : wordwise(line)));
  return filled(pieces, (before, piece) => joinSentences([before, piece]));
}

/** Joins neighbours as long as the result fits. */
function filled(pieces: string[], join: (before: string, piece: string) => string): string[] {
  const parts: string[] = [];
  for (const piece of pieces) {
    const together = parts.length > 0 ? join(parts.at(-1)!, piece) : piece;
    if (together.length <= chunkCharsMax) parts.splice(-1, 1, together);
    else parts.push(piece);
  }
  return parts;
}

/** Greedy runs that end before white space; a single endless word is cut where the bound falls. */
const wordwise = (sentence: string): string[] =>
  sentence.match(
    new RegExp(`\\S[\\s\\S]{0,${chunkCharsMax - 2}}\\S(?=\\s|$)|\\S{1,${chunkCharsMax}}`, "g"),
  ) ?? [];
