import { openDatabase } from "../../../db/open.ts";
import { seedDemo } from "../../../db/seed.ts";
import { ingestArticles } from "../../../knowledge/ingest.ts";
import { outcomeIn, seededAt, startRig, textIn } from "../../rig-for-tests.ts";
import { offlineModel } from "../offline.ts";
import { isRash, isServed, playAll } from "./guests-say-for-tests.ts";

/*
 * Forty things that guests of the demo say, written before the code was read, and played through the whole agent. At the first run it served 10 of
 * the 20 for development and 9 of the 20 held out; when the work was done, 20 and 14. Who wrote them also changed the model, so strangers' sets
 * (`paraphrases.test.ts`) count for more. A new lot of fifty was served to two thirds at its first run.
 */

const db = openDatabase(":memory:");
await seedDemo(db, { now: seededAt });
await ingestArticles(db, { folder: "knowledge/articles" });
const developed = await playAll("evals/guests-say.yaml", db);
const more = await playAll("evals/guests-say-more.yaml", db);
const heldOut = await playAll("evals/guests-say-held-out.yaml", db);
afterAll(() => db.$client.close());

test("it serves all that it was developed against", () => {
  expect(developed.filter((played) => !isServed(played))).toEqual([]);
});

test("it serves nine in ten of 224 more that it was developed against", () => {
  const missed = more.filter((played) => !isServed(played));
  expect(missed.length > more.length / 10 ? missed : []).toEqual([]);
});

// The count alone: whoever sees what was missed develops against it.
test("of what was held out it serves at least thirteen of twenty", () => {
  expect(heldOut).toHaveLength(20);
  expect(heldOut.filter(isServed).length).toBeGreaterThanOrEqual(13);
});

test("what a look at the ledger says needs no article beside it", async () => {
  const rig = await startRig({ model: offlineModel(), guest: "james" });
  const events = await rig.say("Did I pay twice for my booking?");
  rig.db.$client.close();
  expect(textIn(events)).toMatch(/I see no double charge for .* within 7 working days\.$/);
  expect(outcomeIn(events)).toBe("reply");
});

test("nothing is offered to be done that was not asked for", () => {
  expect([...developed, ...more, ...heldOut].filter(isRash).map(({ say }) => say)).toEqual([]);
});
