import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { replaceArticles } from "../db/articles.ts";
import { type Db, openDatabase } from "../db/open.ts";
import { ingestArticles } from "./ingest.ts";
import { searchHelp } from "./search.ts";

let db: Db;
beforeAll(async () => {
  db = openDatabase(":memory:");
  await ingestArticles(db, { folder: join(dirname(fileURLToPath(import.meta.url)), "articles") });
});
afterAll(() => db.$client.close());

const first = async (question: string) => (await searchHelp(db, { question }))[0];

test('"how late can I check in?" finds the article on arriving late, or on check-in times, first', async () => {
  expect(["late-arrival", "check-in-times"]).toContain((await first("how late can I check in?"))?.slug);
});

test("passages come best first, at most four, at most two of one article", async () => {
  const passages = await searchHelp(db, { question: "can I cancel and get a refund of my booking?" });
  expect(passages).toHaveLength(4);
  const scores = passages.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  for (const { slug } of passages)
    expect(passages.filter((other) => other.slug === slug).length).toBeLessThanOrEqual(2);
  expect(await searchHelp(db, { question: "refund", limit: 1 })).toHaveLength(1);
});

test("an article's lead comes before its sections, unless one of them says more", async () => {
  expect(await first("what if the host cancels?")).toMatchObject({ slug: "host-cancels", heading: "" });
  expect(await first("the smoke alarm is missing")).toMatchObject({
    heading: "Smoke and carbon monoxide alarms",
  });
});

test("a passage has all that a citation and a prompt need", async () => {
  expect(await first("pets")).toEqual({
    id: expect.stringMatching(/^pets#\d+$/),
    slug: "pets",
    title: "Bringing a pet",
    heading: expect.any(String),
    text: expect.stringMatching(/\S/),
    score: expect.any(Number),
    coverage: 1,
  });
});

test("coverage is the share of the question's content words that the passage says", async () => {
  expect((await first("smoking"))?.coverage).toBe(1);
  expect((await first("smoking zeppelin"))?.coverage).toBe(1 / 2);
  expect((await first("smoking zeppelin smoke"))?.coverage).toBe(1 / 2);
});

test("a guest's word finds the article's word, and counts as covered", async () => {
  expect(await first("internet")).toMatchObject({ slug: "wifi-and-amenities", coverage: 1 });
  expect(await first("my puppy")).toMatchObject({ slug: "pets", coverage: 1 });
});

test("a booking reference finds no article by its example", async () => {
  expect(await searchHelp(db, { question: "BK-204" })).toEqual([]);
});

test("a follow-up is understood with what was said before", async () => {
  const question = "and how much is it?";
  const [alone, dog, jacket] = await Promise.all([
    searchHelp(db, { question }),
    searchHelp(db, { question: "and what fee?", previous: ["can I bring my dog?"] }),
    searchHelp(db, { question: "who pays for sending it?", previous: ["hello", "I left my jacket behind"] }),
  ]);
  expect(alone).toEqual([]);
  expect(dog[0]?.slug).toBe("pets");
  expect(jacket[0]).toMatchObject({ slug: "check-out", heading: "Something left behind" });
});

test("the last question outweighs the ones before", async () => {
  const previous = ["can I bring my dog?", "where do I park my car?"];
  expect((await searchHelp(db, { question: "is smoking allowed indoors?", previous }))[0]?.slug).toBe(
    "house-rules",
  );
});

test("the article that names the booked place in its title comes first", async () => {
  const places = openDatabase(":memory:");
  const about = { category: "Places", summary: "-", body: "-", updated: "2026-11-02" };
  const titles = {
    como: "The villa at Lake Como",
    lisbon: "The loft in Alfama",
    porto: "The studio in Porto",
  };
  await replaceArticles(places, {
    articles: Object.entries(titles).map(([slug, title]) => ({ slug, title, ...about })),
    chunks: Object.entries(titles).map(([slug, title]) => ({
      id: `${slug}#0`,
      slug,
      title,
      heading: "",
      text: "The pool opens at 08:00, Lisbon time.",
    })),
    checksum: "places",
  });
  const top = async (context?: string) =>
    (await searchHelp(places, { question: "when does the pool open?", context }))[0]?.slug;
  expect(await top("Loft in Alfama, Lisbon")).toBe("lisbon");
  expect(await top("Studio in Porto")).toBe("porto");
  places.$client.close();
});

test("a booked place changes nothing where no title names it, and finds nothing by itself", async () => {
  const ids = async (question: string, context?: string) =>
    (await searchHelp(db, { question, context })).map(({ id }) => id);
  const question = "can I arrive at night?";
  expect(await ids(question, "House with rooms in Alfama, Lisbon")).toEqual(await ids(question));
  expect(await ids("zeppelin", "Pets")).toEqual([]);
});

test.each(["", " ", "?!", "how are you?", "and then what?", "zzyzx qwrtp", "💥🔥", "\0", '"', "日本語"])(
  "%j has no content word or no match, and finds nothing",
  async (question) => {
    expect(await searchHelp(db, { question })).toEqual([]);
  },
);

test.each([
  'refund" OR "1"="1',
  "refund AND NOT (pets OR)",
  "NEAR(refund pets, 2",
  "title: refund",
  "{title heading} : refund",
  "^refund*",
  "-refund + refund",
  "refund\0pets",
  "refund'; DROP TABLE chunks; --",
  "💸 refund 💸",
  "REFUND\u202e\uFEFF\uD800",
])("%j is words and nothing else", async (question) => {
  expect(
    (await searchHelp(db, { question, previous: [question], context: question })).length,
  ).toBeGreaterThan(0);
});

test("4,000 characters are searched like a question, by what they begin with", async () => {
  const long = `can I bring my dog? ${"pets dogs ".repeat(400)}`.slice(0, 4_000);
  const [passage] = await searchHelp(db, { question: long, previous: [long, long], context: long });
  expect(passage?.slug).toBe("pets");
  expect(await searchHelp(db, { question: "a".repeat(4_000) })).toEqual([]);
});
