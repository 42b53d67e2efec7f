import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { articlesState, replaceArticles } from "../db/articles.ts";
import type { Db } from "../db/open.ts";
import { ArticleError, parseArticle } from "./article-file.ts";
import { chunkArticle } from "./chunk.ts";

/** Raise it when the same files would give other chunks, so that databases out there are ingested again. */
const indexVersion = 1;

/**
 * Makes the database's help centre equal to a folder of Markdown articles; one that is gone from the folder is gone from
 * search. Does nothing, in a few ms, when the folder is what was ingested last. All or nothing: throws an `ArticleError`
 * (one line) for the first bad file, or ENOENT for a missing folder, and leaves what was there.
 */
export async function ingestArticles(
  db: Db,
  { folder }: { folder: string },
): Promise<{ articles: number; chunks: number; changed: boolean }> {
  // Before the articles are read: should a file change in between, the next start sees another checksum and ingests it.
  const checksum = await checksumOf(folder);
  const { checksum: ingested, ...counts } = await articlesState(db);
  if (checksum === ingested) return { ...counts, changed: false };

  const articles = (await loadFiles(folder)).map(parseArticle).sort((a, b) => (a.slug < b.slug ? -1 : 1));
  refuseTwins(articles.map(({ slug }) => slug));
  const chunks = articles.flatMap(chunkArticle);
  await replaceArticles(db, { articles, chunks, checksum });
  return { articles: articles.length, chunks: chunks.length, changed: true };
}

async function checksumOf(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".md")).sort();
  const hash = createHash("sha256").update(`index ${indexVersion}\0`);
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name))));
  for (const [index, name] of names.entries()) hash.update(`${name}\0`).update(contents[index]!).update("\0");
  return hash.digest("hex");
}

/**
 * The loader costs 300 ms and 26 MB to import, so only an ingestion pays for it. Its reading of metadata is off: it would let a line
 * `title:: other` or `[title:: other]` in the text overrule the front matter, take `#words` for tags, and only log bad YAML.
 */
async function loadFiles(folder: string): Promise<{ name: string; content: string }[]> {
  const { ObsidianLoader } = await import("@langchain/community/document_loaders/fs/obsidian");
  const documents = await new ObsidianLoader(folder, { collectMetadata: false }).load();
  return documents.map(({ pageContent, metadata }) => ({
    name: String(metadata.source),
    content: pageContent,
  }));
}

function refuseTwins(slugs: string[]): void {
  const twin = slugs.find((slug, index) => slug === slugs[index + 1]);
  if (twin) throw new ArticleError(`${twin}.md`, "the name is used in two folders");
}
