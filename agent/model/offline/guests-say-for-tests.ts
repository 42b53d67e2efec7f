import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import * as z from "zod";
import type { Db } from "../../../db/open.ts";
import { catalogue } from "../../../tools/catalogue.ts";
import { startRig, textIn } from "../../rig-for-tests.ts";
import type { Model, ToolCall } from "../model.ts";
import { offlineModel } from "../offline.ts";

/* For tests: what guests say (`evals/guests-say*.yaml`), played through the whole agent on the offline model. */

const outcome = z.union([
  z.strictObject({ tool: z.string(), with: z.record(z.string(), z.unknown()).default({}) }),
  z.strictObject({ cites: z.array(z.string()).min(1) }),
  z.strictObject({ says: z.string() }),
  z.strictObject({ nothing: z.literal(true) }),
]);

const sayings = z.array(
  z.strictObject({
    as: z.string(),
    before: z.array(z.string()).default([]),
    say: z.string(),
    expect: z.array(outcome).min(1),
  }),
);

type Saying = z.output<typeof sayings>[number];

export interface Played extends Saying {
  /** What the newest turn called, cited and said. */
  calls: { tool: string; input: Record<string, unknown> }[];
  cited: string[];
  text: string;
}

export async function playAll(file: string, db: Db): Promise<Played[]> {
  const played: Played[] = [];
  for (const saying of sayings.parse(parse(await readFile(file, "utf8"))))
    played.push(await play(saying, db));
  return played;
}

/** Each in a conversation of its own, so that all can share one database: nothing is confirmed, so no booking changes. */
async function play(saying: Saying, db: Db): Promise<Played> {
  const { model, calls } = listened(offlineModel());
  const rig = await startRig({ model, guest: saying.as, db });
  for (const text of saying.before) await rig.say(text);
  calls.length = 0;
  const events = await rig.say(saying.say);
  const cited = events.flatMap((event) => (event.type === "source" ? [event.sourceId.split("#")[0]!] : []));
  return {
    ...saying,
    calls: calls.map(({ name, argumentsJson }) => ({ tool: name, input: JSON.parse(argumentsJson) })),
    cited,
    text: textIn(events),
  };
}

function listened(model: Model): { model: Model; calls: ToolCall[] } {
  const calls: ToolCall[] = [];
  return {
    calls,
    model: {
      ...model,
      async *stream(request, options) {
        for await (const chunk of model.stream(request, options)) {
          if (chunk.type === "tool-call") calls.push(chunk.call);
          yield chunk;
        }
      },
    },
  };
}

/** Did one of the expected outcomes come true? */
export const isServed = (played: Played): boolean => played.expect.some((each) => comesTrue(each, played));

function comesTrue(expected: z.output<typeof outcome>, { calls, cited, text }: Played): boolean {
  if ("tool" in expected) {
    const { tool, with: wanted } = expected;
    return calls.some(
      (call) =>
        call.tool === tool && Object.entries(wanted).every(([name, value]) => call.input[name] === value),
    );
  }
  if ("cites" in expected) return expected.cites.every((slug) => cited.includes(slug));
  if ("says" in expected) return text.includes(expected.says);
  return calls.length === 0 && cited.length === 0;
}

const writes = new Set(catalogue.filter(({ effect }) => effect === "write").map(({ name }) => name));

/** Was something offered to be done that nobody asked for? */
export const isRash = ({ calls, expect }: Played): boolean =>
  calls.some(({ tool }) => writes.has(tool) && !expect.some((each) => "tool" in each && each.tool === tool));
