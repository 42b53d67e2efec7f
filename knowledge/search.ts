import { type ChunkMatch, type ColumnWeights, searchChunks } from "../db/articles.ts";
import type { Db } from "../db/open.ts";
import { memoText } from "./memo-text.ts";
import { contentTerms, saysTerm, stemsOf, type Term, termKey, wordsOf } from "./terms.ts";

/** A passage of the help centre that matched. `id` (`<slug>#<n>`) is what a citation names; `score` is comparable only within one search. */
export interface HelpPassage extends ChunkMatch {
  /** Share of the question's distinct content words that the passage says, a synonym included, 0 to 1: how much to trust the match. */
  coverage: number;
}

/** Ask with the guest's own words; at most `shortlistMax` passages come back, whatever `limit` says. */
export interface HelpQuery {
  question: string;
  /** What the guest wrote before, newest last. */
  previous?: string[];
  /** What the conversation is about without being said, e.g. the booked place: "Loft in Alfama, Lisbon". */
  context?: string;
  limit?: number;
}

/** Tuned on `tuneQuestions` over {1…6}²; a flat hill: its neighbours differ by one question in fifty. */
const weights: ColumnWeights = { title: 4, heading: 2, text: 1 };

/** Earlier turns that help to understand a follow-up ("and what does it cost?"). */
const previousTurnsMax = 2;

/** So much of its best other passage's score an article adds to a passage, of the next one the square, and so on: an article on the subject beats a stray remark. */
const siblingShare = 0.3;

/** An article's lead is the answer in brief: where no section says more of the question, this factor puts it before them. */
const leadFactor = 1.2;

/** What names the booked place in its title or heading counts this much more. */
const contextFactor = 1.5;

/** Two sections of one article may answer together; a third would only push other articles out. */
const passagesPerArticleMax = 2;

/** Chunks that are ranked by score: all, in a help centre of 60 articles. And those whose words are then looked at. */
const candidatesMax = 300;
const shortlistMax = 24;

/**
 * Finds the passages that may answer a guest, best first, by BM25 over the index. Gives [] when the question has no content word
 * ("hello?") or nothing matches; never throws for what a guest wrote. Words that occur in many passages match nearly
 * everything, so a result is no proof of an answer: look at `coverage`.
 */
export async function searchHelp(
  db: Db,
  { question, previous = [], context = "", limit = 4 }: HelpQuery,
): Promise<HelpPassage[]> {
  const asked = contentTerms(question);
  if (asked.length === 0) return [];
  const earlier = previous.slice(-previousTurnsMax).flatMap(contentTerms);
  const found = await searchChunks(db, { match: matchFor(asked, earlier), limit: candidatesMax, weights });
  const distinct = [...new Map(asked.map((term) => [termKey(term), term])).values()];
  const shortlist = best(namedFirst(withSiblings(found), context), shortlistMax).map((chunk) => ({
    ...chunk,
    coverage: coverageOf(chunk, distinct),
  }));
  return fewPerArticle(best(leadsFirst(shortlist), shortlistMax)).slice(0, limit);
}

/**
 * BM25 adds up the parts of the expression, so a part said twice counts twice: the words of a follow-up count double
 * beside those of the turns before (nDCG@10 .78 → .85 measured on conversations), and a guest's own repetitions are kept.
 */
const matchFor = (asked: Term[], earlier: Term[]): string =>
  [...asked, ...(earlier.length > 0 ? asked : []), ...earlier]
    .flatMap(({ ways }) => ways.map(quoted))
    .join(" OR ");

/** An FTS5 string. Safe as it stands: a word is letters and digits, so no quote or operator of the guest's gets here. */
const quoted = (words: string[]): string => `"${words.join(" ")}"`;

/** Adds to each passage the support of its article: a share of its best other passage, ever less of the further ones. */
function withSiblings(found: ChunkMatch[]): ChunkMatch[] {
  return found.map((chunk) => {
    const siblings = found.filter(({ id, slug }) => slug === chunk.slug && id !== chunk.id);
    const support = siblings.reduce((sum, { score }, at) => sum + score * siblingShare ** (at + 1), 0);
    return { ...chunk, score: chunk.score + support };
  });
}

/**
 * Prefers what names the context in its title or heading, not in its text: "Lisbon" is in every text that tells our hours. A
 * factor, not words of the search, for a place may be called "House by the key": the words that mean any place are left out.
 */
function namedFirst(found: ChunkMatch[], context: string): ChunkMatch[] {
  const words = new Set(wordsOf(context));
  const names = contentTerms(context).filter(
    ({ ways }) => ways.length === 1 && words.has(ways[0]!.join(" ")),
  );
  return found.map((chunk) => {
    const stems = stemsOfPassage(`${chunk.title}\n${chunk.heading}`);
    return names.some((name) => saysTerm(stems, name))
      ? { ...chunk, score: chunk.score * contextFactor }
      : chunk;
  });
}

function leadsFirst(shortlist: HelpPassage[]): HelpPassage[] {
  return shortlist.map((passage) => {
    const saysLess = shortlist.some(
      ({ slug, coverage }) => slug === passage.slug && coverage > passage.coverage,
    );
    return passage.heading || saysLess ? passage : { ...passage, score: passage.score * leadFactor };
  });
}

const best = <T extends { score: number }>(chunks: T[], max: number): T[] =>
  [...chunks].sort((a, b) => b.score - a.score).slice(0, max);

function fewPerArticle(found: HelpPassage[]): HelpPassage[] {
  const taken = new Map<string, number>();
  return found.filter(({ slug }) => {
    const before = taken.get(slug) ?? 0;
    taken.set(slug, before + 1);
    return before < passagesPerArticleMax;
  });
}

/** The passages are the same from search to search. */
const stemsOfPassage = memoText(stemsOf);

function coverageOf(chunk: ChunkMatch, distinct: Term[]): number {
  const stems = stemsOfPassage(`${chunk.title}\n${chunk.heading}\n${chunk.text}`);
  return distinct.filter((term) => saysTerm(stems, term)).length / distinct.length;
}
