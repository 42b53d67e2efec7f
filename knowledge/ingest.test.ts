import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { articlesState, findArticle } from "../db/articles.ts";
import { openDatabase } from "../db/open.ts";
import { ingestArticles } from "./ingest.ts";
import { searchHelp } from "./search.ts";

const helpCentre = join(dirname(fileURLToPath(import.meta.url)), "articles");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-articles-"));
  write("pets.md", "Bringing a pet", "Dogs are welcome. See [Towels](towels.md).");
  write("towels.md", "Towels", "One towel each.\n\n## Beach towels\n\nAsk the host.");
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, title: string, body: string): void {
  const front = `title: ${title}\ncategory: Stay\nsummary: About it.\nupdated: 2026-11-02`;
  writeFileSync(join(folder, file), `---\n${front}\n---\n\n${body}\n`);
}
const foundFor = async (db: ReturnType<typeof openDatabase>, question: string) =>
  (await searchHelp(db, { question })).map(({ id }) => id);

test("the whole help centre is ingested", async () => {
  const db = openDatabase(":memory:");
  const { articles, chunks, changed } = await ingestArticles(db, { folder: helpCentre });
  expect(changed).toBe(true);
  expect(articles).toBeGreaterThanOrEqual(40);
  expect(chunks).toBeGreaterThan(3 * articles);
});

test("ingesting twice changes nothing", async () => {
  const db = openDatabase(":memory:");
  expect(await ingestArticles(db, { folder })).toEqual({ articles: 2, chunks: 3, changed: true });
  const before = db.$client.prepare("SELECT rowid, * FROM chunks").all();
  expect(await ingestArticles(db, { folder })).toEqual({ articles: 2, chunks: 3, changed: false });
  expect(db.$client.prepare("SELECT rowid, * FROM chunks").all()).toEqual(before);
});

test("the index has words, the article keeps its Markdown", async () => {
  const db = openDatabase(":memory:");
  await ingestArticles(db, { folder });
  expect((await searchHelp(db, { question: "dogs" }))[0]?.text).toBe("Dogs are welcome. See Towels.");
  expect((await findArticle(db, { slug: "pets" }))?.body).toContain("[Towels](towels.md)");
});

test("a changed article is found by its new words alone", async () => {
  const db = openDatabase(":memory:");
  await ingestArticles(db, { folder });
  write("towels.md", "Towels", "Bathrobes hang behind the door.");
  expect((await ingestArticles(db, { folder })).changed).toBe(true);
  expect(await foundFor(db, "bathrobes")).toEqual(["towels#0"]);
  expect(await foundFor(db, "beach")).toEqual([]);
});

test("a removed article disappears from search", async () => {
  const db = openDatabase(":memory:");
  await ingestArticles(db, { folder });
  expect(await foundFor(db, "beach towels")).toContain("towels#1");
  rmSync(join(folder, "towels.md"));
  expect(await ingestArticles(db, { folder })).toEqual({ articles: 1, chunks: 1, changed: true });
  expect(await foundFor(db, "beach")).toEqual([]);
  expect(await findArticle(db, { slug: "towels" })).toBeNull();
});

test("a bad article is one clear line, and what was there stays", async () => {
  const db = openDatabase(":memory:");
  await ingestArticles(db, { folder });
  writeFileSync(
    join(folder, "wifi.md"),
    "---\ntitle: Wi-Fi\ncategory: Stay\nupdated: 2026-11-02\n---\nOn the card.",
  );
  await expect(ingestArticles(db, { folder })).rejects.toMatchObject({
    code: "bad-article",
    message: expect.stringMatching(/^Help-centre article wifi\.md: front matter field "summary": .*$/),
  });
  expect(await articlesState(db)).toMatchObject({ articles: 2, chunks: 3 });
});

test("articles may lie in folders, but two of one name are refused", async () => {
  const db = openDatabase(":memory:");
  mkdirSync(join(folder, "stay"));
  write("stay/pools.md", "Pools", "Open from 08:00.");
  expect((await ingestArticles(db, { folder })).articles).toBe(3);
  write("stay/pets.md", "Pets again", "Twice.");
  await expect(ingestArticles(db, { folder })).rejects.toMatchObject({
    message: "Help-centre article pets.md: the name is used in two folders",
  });
});

test("a missing folder says which", async () => {
  const missing = join(folder, "nowhere");
  await expect(ingestArticles(openDatabase(":memory:"), { folder: missing })).rejects.toMatchObject({
    code: "ENOENT",
    message: expect.stringContaining(missing),
  });
});
