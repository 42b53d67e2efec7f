import {
  type Article,
  articlesState,
  findArticle,
  listArticles,
  replaceArticles,
  searchChunks,
} from "./articles.ts";
import { openDatabase } from "./open.ts";

const article = (slug: string, title: string, category: string): Article => ({
  slug,
  title,
  category,
  summary: `About ${title}.`,
  body: `${title}, in full.`,
  updated: "2026-11-02",
});
const chunk = (slug: string, text: string, title = slug) => ({
  id: `${slug}#0`,
  slug,
  title,
  heading: "",
  text,
});
const even = { title: 1, heading: 1, text: 1 };

const pets = article("pets", "Bringing a pet", "Stay");
const towels = article("towels", "Towels", "Stay");
const refunds = article("refunds", "Refund times", "Refunds");

async function helpCentre() {
  const db = openDatabase(":memory:");
  await replaceArticles(db, {
    articles: [pets, towels, refunds],
    chunks: [
      chunk("pets", "Dogs are welcome."),
      chunk("towels", "One towel each."),
      chunk("refunds", "Ten working days."),
    ],
    checksum: "first",
  });
  return db;
}

test("an empty database has no articles and no checksum", async () => {
  expect(await articlesState(openDatabase(":memory:"))).toEqual({ articles: 0, chunks: 0, checksum: null });
});

test("articles are listed by category and title, and found by slug", async () => {
  const db = await helpCentre();
  expect((await listArticles(db)).map(({ slug }) => slug)).toEqual(["refunds", "pets", "towels"]);
  expect(await findArticle(db, { slug: "pets" })).toEqual(pets);
  expect(await findArticle(db, { slug: "nothing" })).toBeNull();
});

test("replacing leaves nothing of the old articles, in the tables or in the index", async () => {
  const db = await helpCentre();
  await replaceArticles(db, {
    articles: [pets],
    chunks: [chunk("pets", "Cats are welcome.")],
    checksum: "second",
  });
  expect(await articlesState(db)).toEqual({ articles: 1, chunks: 1, checksum: "second" });
  expect(await findArticle(db, { slug: "towels" })).toBeNull();
  expect(await searchChunks(db, { match: '"towel" OR "dog"', limit: 5, weights: even })).toEqual([]);
  expect(await searchChunks(db, { match: '"cat"', limit: 5, weights: even })).toHaveLength(1);
  db.$client.exec("INSERT INTO chunks_fts (chunks_fts) VALUES ('integrity-check')");
});

test("a replacement that fails half-way changes nothing", async () => {
  const db = await helpCentre();
  const twins = [chunk("pets", "One."), chunk("pets", "Two.")];
  await expect(
    replaceArticles(db, { articles: [pets], chunks: twins, checksum: "bad" }),
  ).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_UNIQUE" });
  expect(await articlesState(db)).toEqual({ articles: 3, chunks: 3, checksum: "first" });
});

test("the best match comes first, with a score that is higher for the better one", async () => {
  const db = openDatabase(":memory:");
  await replaceArticles(db, {
    articles: [pets, towels, refunds],
    chunks: [
      chunk("pets", "A pool."),
      chunk("towels", "Bring it.", "Pool towels"),
      chunk("refunds", "Ten days."),
    ],
    checksum: "x",
  });
  const found = await searchChunks(db, { match: '"pools"', limit: 5, weights: { ...even, title: 4 } });
  expect(found.map(({ id }) => id)).toEqual(["towels#0", "pets#0"]);
  expect(found[0]!.score).toBeGreaterThan(found[1]!.score);
  expect(await searchChunks(db, { match: '"pools"', limit: 1, weights: even })).toHaveLength(1);
});
