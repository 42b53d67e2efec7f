import { asc, count, eq } from "drizzle-orm";
import { kept } from "./kept.ts";
import { atomically, type Db } from "./open.ts";
import { articles, chunks, meta } from "./schema.ts";

export type Article = typeof articles.$inferSelect;
/** An article without its body, for lists. */
export type ArticleBrief = Omit<Article, "body">;
export type ChunkRow = Omit<typeof chunks.$inferSelect, "rowid">;
/** `score` is −bm25: higher is better, comparable only within one search. */
export type ChunkMatch = ChunkRow & { score: number };

/** How much a word counts where it stands. */
export interface ColumnWeights {
  title: number;
  heading: number;
  text: number;
}

const checksumKey = "articles_checksum";

/**
 * Puts these articles in the place of all there were, in one unit: a search sees the old help centre or the new one.
 * The checksum says what was ingested, so that the next start can skip it. Holds the write lock for 20 ms (warm) to 60 ms with 46
 * articles: more than other units may, because only a start after the articles changed pays it.
 */
export async function replaceArticles(
  db: Db,
  {
    articles: rows,
    chunks: chunkRows,
    checksum,
  }: { articles: Article[]; chunks: ChunkRow[]; checksum: string },
): Promise<void> {
  atomically(db, (tx) => {
    tx.delete(chunks).run();
    tx.delete(articles).run();
    for (const some of batchesOf(rows)) tx.insert(articles).values(some).run();
    for (const some of batchesOf(chunkRows)) tx.insert(chunks).values(some).run();
    tx.insert(meta)
      .values({ key: checksumKey, value: checksum })
      .onConflictDoUpdate({ target: meta.key, set: { value: checksum } })
      .run();
  });
}

/** Rows an INSERT carries: one statement a row takes drizzle longer than all of the index. SQLite's limit is 32,766 values. */
const rowsPerInsertMax = 100;

const batchesOf = <T>(rows: T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / rowsPerInsertMax) }, (_, at) =>
    rows.slice(at * rowsPerInsertMax, (at + 1) * rowsPerInsertMax),
  );

/** What is in the help centre now. `checksum` is null before the first ingestion. */
export async function articlesState(
  db: Db,
): Promise<{ articles: number; chunks: number; checksum: string | null }> {
  return db.transaction((tx) => ({
    articles: tx.select({ n: count() }).from(articles).get()?.n ?? 0,
    chunks: tx.select({ n: count() }).from(chunks).get()?.n ?? 0,
    checksum: tx.select().from(meta).where(eq(meta.key, checksumKey)).get()?.value ?? null,
  }));
}

/** The best chunks for an FTS5 MATCH expression, best first. Throws SqliteError when `match` is not a valid expression: build it from quoted words. */
export async function searchChunks(
  db: Db,
  { match, limit, weights }: { match: string; limit: number; weights: ColumnWeights },
): Promise<ChunkMatch[]> {
  return matchingChunks(db).all({ match, limit, ...weights });
}

const matchingChunks = kept((db) =>
  db.$client.prepare<{ match: string; limit: number } & ColumnWeights, ChunkMatch>(
    `select c.id, c.slug, c.title, c.heading, c.text, -bm25(chunks_fts, @title, @heading, @text) as score
     from chunks_fts join chunks c on c.rowid = chunks_fts.rowid
     where chunks_fts match @match order by score desc, c.id limit @limit`,
  ),
);

export async function findArticle(db: Db, { slug }: { slug: string }): Promise<Article | null> {
  return db.select().from(articles).where(eq(articles.slug, slug)).get() ?? null;
}

/** By category, then by title: the order of the help centre's contents page. */
export async function listArticles(db: Db): Promise<ArticleBrief[]> {
  const { slug, title, category, summary, updated } = articles;
  return db
    .select({ slug, title, category, summary, updated })
    .from(articles)
    .orderBy(asc(category), asc(title))
    .all();
}
