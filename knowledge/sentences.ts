/**
 * Cuts Markdown text into the smallest pieces that can be quoted alone: sentences, and lists, which stay whole with the
 * sentence that introduces them ("Bring the following:"). Headings inside the text are left out. Abbreviations, "15:00" and
 * "US$550.00" are not ends. Pieces of prose hold no line breaks; lists keep theirs.
 */
export function splitSentences(text: string): string[] {
  const pieces: string[] = [];
  for (const block of blocksOf(text)) {
    if (!isList(block)) pieces.push(...proseSentences(block));
    else if (pieces.at(-1)?.endsWith(":")) pieces.push(`${pieces.pop()}\n${block}`);
    else pieces.push(block);
  }
  return pieces;
}

/** Puts pieces together again as Markdown: prose on one line, lists on lines of their own. */
export const joinSentences = (pieces: string[]): string =>
  pieces.reduce((text, piece) => {
    if (!text) return piece;
    if (isList(piece)) return `${text}\n${piece}`;
    return text.slice(text.lastIndexOf("\n") + 1).match(listItem)
      ? `${text}\n\n${piece}`
      : `${text} ${piece}`;
  }, "");

const listItem = /^\s*([-*+]|\d{1,3}[.)])\s+\S/;
const heading = /^#{1,6}\s/;
const isList = (block: string): boolean => listItem.test(block);

/** Paragraphs (their soft line breaks undone) and lists (one item a line, continuation lines joined to their item). */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let open = false;
  for (const line of text.split(/\r?\n/)) {
    const last = blocks.at(-1) ?? "";
    if (!line.trim() || heading.test(line)) open = false;
    else if (isList(line)) {
      // A loose list has blank lines between its items; it is one list all the same.
      if (isList(last)) blocks[blocks.length - 1] = `${last}\n${line.trimEnd()}`;
      else blocks.push(line.trimEnd());
      open = true;
    } else if (open) blocks[blocks.length - 1] = `${last} ${line.trim()}`;
    else {
      blocks.push(line.trim());
      open = true;
    }
  }
  return blocks;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
/** ICU breaks after these when a capital follows. */
const abbreviation =
  /(?:^|[\s(])(?:Mrs?|Ms|Dr|St|Nos?|e\.g|i\.e|etc|approx|incl|excl|[Tt]el|vs|ca|[A-Z])\.\s*$/;

function proseSentences(paragraph: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(paragraph)) {
    const last = sentences.at(-1);
    // ICU also ends a sentence at the quoted question in: write "Where is my refund?" and wait.
    if (last !== undefined && (abbreviation.test(last) || /^\p{Ll}/u.test(segment)))
      sentences[sentences.length - 1] = last + segment;
    else sentences.push(segment);
  }
  return sentences.map((sentence) => sentence.trim()).filter(Boolean);
}
