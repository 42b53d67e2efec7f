import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../db/open.ts";
import { ingestArticles } from "./ingest.ts";
import { stem } from "./stem.ts";
import { wordsOf } from "./terms.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "articles");

test("every word of the help centre has the stem that the index gave it", async () => {
  const db = openDatabase(":memory:");
  await ingestArticles(db, { folder });
  const { $client: sqlite } = db;
  sqlite.exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, chunks_fts, row)");
  const indexed = new Set(sqlite.prepare("SELECT term FROM temp.terms").pluck().all() as string[]);
  const texts = sqlite
    .prepare("SELECT title || ' ' || heading || ' ' || text FROM chunks")
    .pluck()
    .all() as string[];
  const ours = new Set(texts.flatMap(wordsOf).map(stem));
  db.$client.close();

  expect(indexed.size).toBeGreaterThan(900);
  expect([...ours].sort()).toEqual([...indexed].sort());
});

test.each([
  ["caresses", "caress"],
  ["ponies", "poni"],
  ["agreed", "agre"],
  ["feed", "feed"],
  ["hopping", "hop"],
  ["filing", "file"],
  ["happy", "happi"],
  ["relational", "relat"],
  ["electriciti", "electr"],
  ["adoption", "adopt"],
  ["cancellation", "cancel"],
  ["controlling", "control"],
  ["rate", "rate"],
  ["is", "is"],
  ["schön", "schön"],
  ["312", "312"],
])("%s is stemmed to %s", (word, expected) => {
  expect(stem(word)).toBe(expected);
});
