import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { searchChunks } from "../db/articles.ts";
import { type Db, openDatabase } from "../db/open.ts";
import { type GuestQuestion, heldOutQuestions, strayQuestions, tuneQuestions } from "./guest-questions.ts";
import { ingestArticles } from "./ingest.ts";
import { searchHelp } from "./search.ts";
import { alsoSaid, meant } from "./synonyms.ts";

/*
 * How good the search is, in numbers. Measured when this was written: tuned half hit@1 .96, hit@3 1.00, MRR .98; held-out
 * half .82, .94, .88. With no synonyms and no tuning: .46, .60, .54 and .48, .70, .60. On 80 questions taken from other companies'
 * public help pages, at first sight: .56, .82, .71; their gaps have been closed since (.89, .95, .92), so that is no longer a blind
 * number. The floors lie two questions below; raise them when the search gets better.
 */
let db: Db;
beforeAll(async () => {
  db = openDatabase(":memory:");
  await ingestArticles(db, { folder: join(dirname(fileURLToPath(import.meta.url)), "articles") });
});
afterAll(() => db.$client.close());

test("guests' questions that the search was tuned on find their article", async () => {
  expect(await quality(tuneQuestions)).toEqual({
    hit1: atLeast(0.9),
    hit3: atLeast(0.96),
    mrr: atLeast(0.93),
  });
});

test("guests' questions that were only counted find their article", async () => {
  expect(await quality(heldOutQuestions)).toEqual({
    hit1: atLeast(0.78),
    hit3: atLeast(0.9),
    mrr: atLeast(0.84),
  });
});

test("what the help centre does not answer is told by its coverage", async () => {
  const share = async (questions: string[]) => {
    const tops = await Promise.all(
      questions.map(async (question) => (await searchHelp(db, { question }))[0]),
    );
    return tops.filter((top) => (top?.coverage ?? 0) >= 0.5).length / questions.length;
  };
  const alone = [...tuneQuestions, ...heldOutQuestions].filter(({ previous }) => !previous);
  expect(await share(alone.map(({ asks }) => asks))).toBeGreaterThanOrEqual(0.8);
  expect(await share(strayQuestions)).toBeLessThanOrEqual(0.4);
});

test("every article is expected by some question, and every expected article exists", async () => {
  const expected = new Set([...tuneQuestions, ...heldOutQuestions].flatMap(({ expects }) => expects));
  const slugs = db.$client.prepare("SELECT slug FROM articles ORDER BY slug").pluck().all();
  expect([...expected].sort()).toEqual(slugs);
});

test("every synonym leads to words that the help centre says", async () => {
  const weights = { title: 1, heading: 1, text: 1 };
  const meanings = [...new Set([...Object.values(alsoSaid), ...Object.values(meant)].flat())];
  const found = await Promise.all(
    meanings.map((words) => searchChunks(db, { match: `"${words}"`, limit: 1, weights })),
  );
  expect(meanings.filter((_, index) => found[index]!.length === 0)).toEqual([]);
});

/** hit@k: share of questions whose article is among the first k articles. MRR: mean of 1 / its place. */
async function quality(questions: GuestQuestion[]): Promise<{ hit1: number; hit3: number; mrr: number }> {
  const places = await Promise.all(questions.map(placeOf));
  const share = (hits: number[]) => hits.reduce((sum, hit) => sum + hit, 0) / questions.length;
  return {
    hit1: share(places.map((place) => Number(place === 1))),
    hit3: share(places.map((place) => Number(place <= 3))),
    mrr: share(places.map((place) => 1 / place)),
  };
}

async function placeOf({ asks, previous, expects }: GuestQuestion): Promise<number> {
  const passages = await searchHelp(db, { question: asks, previous, limit: 20 });
  const place = [...new Set(passages.map(({ slug }) => slug))].findIndex((slug) => expects.includes(slug));
  return place < 0 ? Number.POSITIVE_INFINITY : place + 1;
}

const atLeast = (floor: number) => ({
  asymmetricMatch: (value: unknown) => typeof value === "number" && value >= floor,
  toString: () => `at least ${floor}`,
  toAsymmetricMatcher: () => `at least ${floor}`,
});
