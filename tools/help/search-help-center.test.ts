import { fileURLToPath } from "node:url";
import type { Db } from "../../db/open.ts";
import { ingestArticles } from "../../knowledge/ingest.ts";
import { call, contextOf, inWords, seededDatabase } from "../seeded-context-for-tests.ts";
import type { HelpFound } from "./search-help-center.ts";

const articles = fileURLToPath(new URL("../../knowledge/articles", import.meta.url));

let db: Db;
beforeAll(async () => {
  db = await seededDatabase();
  await ingestArticles(db, { folder: articles });
});
afterAll(() => db.$client.close());

let turns = 0;
const search = async (question: string) =>
  call(await contextOf(db, "maria", Date.UTC(2026, 10, 25, 11) + ++turns), "search_help_center", {
    question,
  });

test("a question finds the passage that answers it, with an id to cite", async () => {
  const outcome = await search("How late can I check in?");
  if (outcome.kind !== "result") throw new Error("no result");
  const { passages } = outcome.result as HelpFound;
  expect(passages.map((passage) => passage.slug)).toContain("late-arrival");
  expect(passages.length).toBeLessThanOrEqual(4);
  expect(inWords(outcome, "search_help_center")).toMatch(/\S \[\[[a-z-]+#\d+\]\]$/);
});

test("a question that nothing answers is answered with the offer of a person", async () => {
  expect(inWords(await search("xyzzy plugh"), "search_help_center")).toMatch(/found nothing .* person\?$/);
});

test("an empty question is not searched for", async () => {
  expect(await search(" ")).toMatchObject({ kind: "refused", refusal: { refused: "unreadable" } });
});
