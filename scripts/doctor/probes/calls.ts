import * as z from "zod";
import type { ModelMessage, ModelRequest } from "../../../agent/model/model.ts";
import { catalogue, toToolSpec } from "../../../tools/catalogue.ts";
import type { ToolSpec } from "../../../tools/tool.ts";
import { ask, briefly } from "../ask.ts";
import { fail, type Probe, pass } from "../probe.ts";
import { readCall } from "../read-call.ts";
import { refIs } from "./each-tool.ts";

/* Does it call what is due, and nothing else, also with arguments of a hard shape and after an error? */

const shapes: { id: string; title: string; guest: string; name: string; input: z.ZodObject; is: unknown }[] =
  [
    {
      id: "dates",
      title: "turns said dates into calendar dates",
      guest: "Is the loft free from the third of March next year, for four nights?",
      name: "note_dates",
      input: z.strictObject({
        from: z.string().describe("First night, YYYY-MM-DD."),
        until: z.string().describe("Day of departure, YYYY-MM-DD."),
      }),
      is: { from: "2027-03-03", until: "2027-03-07" },
    },
    {
      id: "nested",
      title: "fills nested arguments and keeps foreign names",
      guest:
        "Please note for BK-204 that 李偉 and Zoë Łukasiewicz-Ōno come with me, Zoë is 4 and 李偉 is 41.",
      name: "note_companions",
      input: z.strictObject({
        booking: z.strictObject({ ref: z.string().describe("As BK-204.") }),
        companions: z.array(z.strictObject({ name: z.string(), age: z.number().int() })),
      }),
      is: {
        booking: { ref: "BK-204" },
        companions: [
          { name: "Zoë Łukasiewicz-Ōno", age: 4 },
          { name: "李偉", age: 41 },
        ],
      },
    },
  ];

const shapeProbes: Probe[] = shapes.map(({ id, title, guest, name, input, is }) => ({
  id,
  title,
  weight: "care",
  again: true,
  advice: "Use a larger model of the table below; the tools of the catalogue do not need this yet.",
  async run(patient, { signal }) {
    const tools = [...patient.tools.map(toToolSpec), probeTool(name, input)];
    const answer = await ask(patient, { tools, messages: [{ role: "guest", text: guest }] }, signal);
    return readCall(answer, {
      name,
      input,
      wrong: (found) =>
        canonical(found) === canonical(is) ? null : `arguments: ${briefly(JSON.stringify(found))}`,
    });
  },
}));

const probeTool = (name: string, input: z.ZodObject): ToolSpec => ({
  name,
  description: `Does what its name says (${name.replaceAll("_", " ")}) for the guest's booking. Use it when the guest asks for that.`,
  effect: "read",
  inputSchema: z.toJSONSchema(input) as Record<string, unknown>,
  examples: [],
  slots: {},
});

/** Companions in any order are the same companions. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (Array.isArray(inner) ? [...inner].sort(byText) : inner));
const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

const noCall: Probe = {
  id: "no-call",
  title: "calls nothing when nothing is due",
  weight: "care",
  again: true,
  advice: "Each needless call costs the guest a wait; a larger model makes fewer.",
  async run(patient, { signal }) {
    const { calls, text } = await ask(patient, "Thanks, that is all. Have a nice day!", signal);
    if (calls.length > 0) return fail(`called ${calls.map(({ name }) => name).join(", ")}`);
    return text.trim() ? pass(briefly(text)) : fail("no words");
  },
};

const twoCalls: Probe = {
  id: "two-calls",
  title: "makes two calls in one answer",
  weight: "note",
  again: true,
  advice: "The policy asks for one tool at a time; nothing to do.",
  async run(patient, { signal }) {
    const policy = "You are a test. Look up everything that is asked in one answer, with one tool call each.";
    const messages: ModelMessage[] = [{ role: "guest", text: "Look up BK-204 and BK-131, both at once." }];
    const { calls } = await ask(patient, { policy, messages }, signal);
    const refs = new Set(calls.map(({ argumentsJson }) => argumentsJson));
    return refs.size > 1 ? pass(`${refs.size} calls`) : fail(`${refs.size} at a time`);
  },
};

const recovers: Probe = {
  id: "tool-error",
  title: "goes on after a tool's error",
  weight: "vital",
  again: true,
  advice: "Use a larger model of the table below: this one gives up, and every such turn ends with a person.",
  async run(patient, { signal }) {
    const answer = await ask(patient, { messages: afterToolError }, signal);
    const { input } = catalogue.find(({ name }) => name === "get_booking")!;
    return readCall(answer, { name: "get_booking", input, wrong: refIs("BK-204") });
  },
};

const afterToolError: ModelRequest["messages"] = [
  { role: "guest", text: "What is the address of my place in Lisbon, BK-204?" },
  {
    role: "agent",
    text: "",
    toolCalls: [{ id: "call_1", name: "get_booking", argumentsJson: '{"bookingRef":"LISBON"}' }],
  },
  {
    role: "tool",
    toolCallId: "call_1",
    name: "get_booking",
    ok: false,
    text: "That call could not be read: bookingRef: a booking reference looks like BK-204. Call it again with the right reference.",
    result: null,
  },
];

export const callProbes = [...shapeProbes, noCall, twoCalls, recovers];
