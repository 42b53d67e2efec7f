import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import * as z from "zod";
import { catalogue } from "../../../tools/catalogue.ts";
import { type Decision, decide } from "./decide.ts";
import { openDemo } from "./demo-request.ts";

/*
 * Utterances that nobody wrote into the model. `evals/paraphrases.yaml` was written by somebody who had not seen the tools' examples
 * (first run: 54 of 60, every request for a person, no write too many); `evals/paraphrases-held-out.yaml` by somebody else again, and was first
 * run when the model was done (65 of 70, every request for a person, no write too many). `dev-utterances.yaml` is what the model was developed against.
 */

const utterances = z.array(
  z.object({ say: z.string(), expect: z.string(), guest: z.string().default("maria") }),
);
const read = async (file: string) => utterances.parse(parse(await readFile(file, "utf8")));

const demo = await openDemo();
afterAll(() => demo.db.$client.close());

const outcomes = async (set: z.output<typeof utterances>) => {
  const decided = [];
  for (const each of set)
    decided.push({
      ...each,
      decision: decide(await demo.request([{ role: "guest", text: each.say }], each)),
    });
  return decided;
};

const blind = await outcomes(await read("evals/paraphrases.yaml"));
const heldOut = await outcomes(await read("evals/paraphrases-held-out.yaml"));
const ofTools = await outcomes(await read("evals/paraphrases-tools.yaml"));
const ofToolsHeldOut = await outcomes(await read("evals/paraphrases-tools-held-out.yaml"));
const developed = await outcomes(await read("agent/model/offline/dev-utterances.yaml"));

/** The tool, its question back for a missing input, or an answer with a citation where the help centre was meant. */
function reaches(decision: Decision, expected: string): boolean {
  if (decision.kind === "say") return expected === "say";
  if (decision.kind === "answer")
    return expected === "search_help_center" && /\[\[.+#\d+\]\]/.test(decision.text);
  return decision.tool === expected;
}

const writes = new Set(catalogue.filter(({ effect }) => effect === "write").map(({ name }) => name));

describe.each([
  { name: "60 paraphrases by somebody who has not seen the examples", set: blind, shareMin: 0.8 },
  { name: "70 more, by somebody else, first run when the model was done", set: heldOut, shareMin: 0.9 },
  { name: "60 for the tools that book, change, refund, report and mail", set: ofTools, shareMin: 0.9 },
  { name: "40 more for those tools, which nothing was tuned on", set: ofToolsHeldOut, shareMin: 0.85 },
  { name: "the utterances of development", set: developed, shareMin: 0.93 },
])("$name", ({ set, shareMin }) => {
  test(`at least ${shareMin * 100} % reach the right tool, question back or cited answer`, () => {
    const missed = set.filter(({ decision, expect: expected }) => !reaches(decision, expected));
    const most = Math.round(set.length * (1 - shareMin));
    expect(missed.length > most ? missed : []).toEqual([]);
  });

  test("every request for a person reaches a person", () => {
    const missed = set.filter(
      (each) => each.expect === "escalate_to_human" && each.decision.kind !== "handoff",
    );
    expect(missed.map(({ say }) => say)).toEqual([]);
  });

  test("nothing is offered to be done that was not asked for", () => {
    const rash = set.filter(
      ({ decision, expect: expected }) =>
        "tool" in decision && writes.has(decision.tool) && decision.tool !== expected,
    );
    expect(rash.map(({ say }) => say)).toEqual([]);
  });
});

test("the blind set is whole: sixty, of every tool", () => {
  expect(blind).toHaveLength(60);
  expect(new Set(blind.map((each) => each.expect)).size).toBe(7);
});
