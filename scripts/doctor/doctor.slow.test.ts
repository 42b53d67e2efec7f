import { readFileSync } from "node:fs";
import { builtInPolicy } from "../../agent/built-in-policy.ts";
import { languageModel } from "../../agent/model/language-model.ts";
import { ollamaServer } from "../../agent/model/ollama-server.ts";
import { type ScriptedServer, startScriptedServer } from "../../agent/model/scripted/scripted-server.ts";
import { catalogue } from "../../tools/catalogue.ts";
import { examine } from "./examine.ts";
import type { Patient, Probe, ProbeResult } from "./probe.ts";
import { eachToolProbes } from "./probes/each-tool.ts";
import { probes } from "./probes.ts";
import { asJson, conclusion, row } from "./report.ts";
import { verdictOf } from "./verdict.ts";
import { type Reply, wellBehaved } from "./well-behaved-for-tests.ts";

/* The doctor on a scripted server that is well, and with one fault at a time. Nothing here says anything of a real Qwen. */

const name = "qwen3.5:4b";
const embedModel = "qwen3-embedding:0.6b";
const embedder = { name: embedModel, capabilities: ["embedding"] };
const model = { name, capabilities: ["completion", "tools"] };
let server: ScriptedServer;
afterEach(() => server?.close());

type Server = Partial<Parameters<typeof startScriptedServer>[0]>;

async function patientOn(of: Server, changes: Partial<Patient> = {}): Promise<Patient> {
  server = await startScriptedServer({ script: wellBehaved(), models: [model, embedder], ...of });
  const settings = { host: server.url, name, contextTokens: 8_192, replyTokensMax: 1_024 };
  return {
    model: languageModel({
      ...settings,
      provider: "ollama",
      firstTokenMsMax: 2_000,
      idleMsMax: 1_000,
      totalMsMax: 3_000,
    }),
    ollama: ollamaServer(settings),
    policy: builtInPolicy(),
    tools: catalogue,
    contextTokens: settings.contextTokens,
    replyTokensMax: settings.replyTokensMax,
    callsMax: 2,
    embedModel,
    bounds: {
      probeMsMax: 5_000,
      freedMsMax: 250,
      firstTokenMsGood: 400,
      tokensPerSecondMin: 10,
      reloadMsMax: 200,
    },
    ...changes,
  };
}

const failed = (results: ProbeResult[]) =>
  results.filter(({ result }) => result === "fail").map(({ id }) => id);
const repairedOnes = (results: ProbeResult[]) =>
  results.filter(({ result }) => result === "repaired").map(({ id }) => id);
const probe = (id: string): Probe => probes.find((one) => one.id === id)!;

test("a model that does everything right passes every probe and is fit", async () => {
  const results = await examine(await patientOn({}), probes);
  expect(results.filter(({ result }) => result !== "pass")).toEqual([]);
  expect(verdictOf(results)).toBe("fit");
});

const says = (when: RegExp, say: Reply["say"]): Server => ({ script: wellBehaved([{ when, say }]) });
const late = (when: RegExp, latencyMs: number): Server => ({
  script: wellBehaved([{ when, latencyMs, say: "one two three four five six seven" }]),
});
const callsOther = (when: RegExp, tool = "refund_everything", given: object = {}): Server => ({
  script: wellBehaved([{ when, calls: [{ name: tool, arguments: given }] }]),
});

/** One after the other: the answers of a model with one slot. */
function oneSlot(): Server {
  let asked = 0;
  const script = wellBehaved();
  if (typeof script !== "function") throw new Error("a function is wanted");
  return {
    script: (shown) =>
      /one to twenty/.test(shown.guestText) ? { say: "one two", latencyMs: asked++ * 150 } : script(shown),
  };
}

/** The answer after an abort comes late: the server was still at work on the one before. */
function notFreed(): Server {
  let ready = 0;
  const script = wellBehaved();
  if (typeof script !== "function") throw new Error("a function is wanted");
  return {
    script: (shown) =>
      /nothing but: ready/.test(shown.guestText) ? { say: "ready", latencyMs: ready++ * 800 } : script(shown),
  };
}

const faults: [id: string, fault: Server, changes?: Partial<Patient>][] = [
  ["version", { version: "" }],
  ["capabilities", { models: [{ name, capabilities: ["completion"] }, embedder] }],
  ["context-fits", {}, { replyTokensMax: 5_000 }],
  ["context-loaded", { quirks: { contextTokens: 4_096 } }],
  ["streams", says(/introduce yourself/, ["I am Frontdesk."])],
  ["first-token", late(/stays is next/, 600)],
  ["speed", { script: wellBehaved([{ when: /five sentences/, say: "one two three four", pieceMs: 200 }]) }],
  ["abort", notFreed()],
  ["parallel", oneSlot()],
  ["calls-search-help-center", says(/Straßenköter/, "Ja, das ist erlaubt.")],
  ["calls-list-my-bookings", callsOther(/every booking/)],
  ["calls-get-booking", callsOther(/Which address/, "get_booking")],
  ["calls-quote-cancellation", callsOther(/reservation no\. 204/, "cancel_booking")],
  [
    "calls-cancel-booking",
    {
      script: wellBehaved([
        { when: /bk#204/, calls: [{ name: "cancel_booking", arguments: { bookingRef: "BK-240" } }] },
      ]),
    },
  ],
  ["calls-refund-status", says(/Where is my money/, "")],
  ["calls-search-stays", says(/something in Porto/i, "In which town?")],
  ["calls-check-availability", callsOther(/Loft in Alfama free/, "search_stays")],
  [
    "calls-book-stay",
    {
      script: wellBehaved([
        {
          when: /New Year's Eve/,
          calls: [
            {
              name: "book_stay",
              arguments: {
                place: "Loft in Alfama",
                checkIn: "2026-12-31",
                checkOut: "2026-12-31",
                people: 2,
              },
            },
          ],
        },
      ]),
    },
  ],
  ["calls-quote-change", callsOther(/three in bk204/, "quote_change", { bookingRef: "BK-204", people: 3 })],
  [
    "calls-change-dates",
    callsOther(/verlängern/, "change_dates", { bookingRef: "BK-204", checkOut: "2026-02-12" }),
  ],
  ["calls-change-guests", callsOther(/Zoë and 李偉/, "change_guests", { bookingRef: "BK-204", people: 2 })],
  [
    "calls-quote-refund",
    callsOther(/dirty sheets/, "quote_refund", { bookingRef: "BK-131", items: ["heating", "cleaning"] }),
  ],
  [
    "calls-request-refund",
    callsOther(/deposit of nº 131/, "request_refund", { bookingRef: "BK-131", items: ["everything"] }),
  ],
  ["calls-check-duplicate-charge", callsOther(/My bank shows/, "refund_status", { bookingRef: "BK-131" })],
  ["calls-report-problem", callsOther(/heating at bk-204/, "escalate_to_human")],
  ["calls-resend-receipt", says(/receipt of reservation 131/, "I have sent it.")],
  ["calls-escalate-to-human", says(/No hot water/, "Please wait.")],
  [
    "dates",
    {
      script: wellBehaved([
        {
          when: /third of March/,
          calls: [{ name: "note_dates", arguments: { from: "2026-03-03", until: "2026-03-07" } }],
        },
      ]),
    },
  ],
  [
    "nested",
    {
      script: wellBehaved([
        {
          when: /Łukasiewicz-Ōno/,
          calls: [{ name: "note_companions", arguments: { booking: "BK-204", companions: "Zoe, Li Wei" } }],
        },
      ]),
    },
  ],
  ["no-call", callsOther(/that is all/, "list_my_bookings")],
  ["two-calls", callsOther(/both at once/, "get_booking")],
  ["tool-error", says(/place in Lisbon, BK-204/, "Something went wrong.")],
  ["too-long", { quirks: { truncates: true }, script: wellBehaved([{ when: /bed was good/, say: "Yes." }]) }],
  ["long-context", { script: forgetful() }],
  ["language-de", says(/Wie spät/, "You can check in until 22:00. [[check-in-times#1]]")],
  ["language-fr", says(/quelle heure/, "Sie können bis 22 Uhr einchecken. [[check-in-times#1]]")],
  ["language-zh", says(/最晚几点/, "You can check in until 22:00. [[check-in-times#1]]")],
  ["cites", { script: forgetful("Until 22:00. [[made-up#7]] KESTREL") }],
  ["foreign-booking", says(/BK-131: when/, "Jonas arrives on 3 December and paid €840.00.")],
  ["no-refund-claim", says(/my permission/, "Done! I have refunded BK-204 in full.")],
  ["json-format", says(/as JSON/, "BK-204 is for 4 nights.")],
  ["no-leak", says(/how do you work/, "Like this: </tool_response> <|im_end|>")],
  ["stays-loaded", { quirks: { loadMs: 300 } }],
  ["embeddings", { models: [model] }],
];

/** What it says when asked about check-in: the long conversation is told by its answer alone, the citation by the marker. */
function forgetful(say = "Until 22:00. [[check-in-times#1]]") {
  return wellBehaved([{ when: /How late can I check in/, say }]);
}

test.each(faults)("a fault flips the probe for it and no other: %s", async (id, fault, changes = {}) => {
  const results = await examine(await patientOn(fault, changes), probes);
  expect(failed(results)).toEqual([id]);
  expect(repairedOnes(results)).toEqual([]);
  const { weight } = probe(id);
  expect(verdictOf(results)).toBe({ vital: "not fit", care: "fit with care", note: "fit" }[weight]);
});

test("every probe has a fault that it finds", () => {
  expect(faults.map(([id]) => id).sort()).toEqual(probes.map(({ id }) => id).sort());
});

test("every tool of the catalogue is called", () => {
  const expected = catalogue.map((tool) => `calls-${tool.name.replaceAll("_", "-")}`);
  expect(eachToolProbes.map(({ id }) => id).sort()).toEqual(expected.sort());
});

test.each(["README.md", "CHANGELOG.md"])("%s says how many probes there are", (file) => {
  const said = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8").match(/\d+ probes/);
  expect(said?.[0]).toBe(`${probes.length} probes`);
});

describe("repaired", () => {
  test.each([
    [
      "Hermes",
      '<tool_call>\n{"name": "cancel_booking", "arguments": {"bookingRef": "BK-204"}}\n</tool_call>',
    ],
    ["bare JSON", '{"name": "cancel_booking", "arguments": {"bookingRef": "BK-204"}}'],
    ["XML", "<function=cancel_booking><parameter=bookingRef>\nBK-204\n</parameter></function>"],
  ])("is a call written as text, which the agent reads all the same: %s", async (_, say) => {
    const results = await examine(await patientOn(says(/bk#204/, say)), probes);
    expect(failed(results)).toEqual([]);
    expect(repairedOnes(results)).toEqual(["calls-cancel-booking"]);
    expect(verdictOf(results)).toBe("fit with care");
  });

  test("is what goes right at the second attempt", async () => {
    let asked = 0;
    const good = wellBehaved();
    if (typeof good !== "function") throw new Error("a function is wanted");
    const script: typeof good = (shown) =>
      /that is all/.test(shown.guestText) && asked++ === 0
        ? { calls: [{ name: "list_my_bookings", arguments: {} }] }
        : good(shown);
    const [result] = await examine(await patientOn({ script }), [probe("no-call")]);
    expect(result).toMatchObject({
      result: "repaired",
      detail: "at the second attempt; at the first: called list_my_bookings",
    });
  });

  test("is an answer that the ladder had to ask for once more", async () => {
    let asked = 0;
    const good = wellBehaved();
    if (typeof good !== "function") throw new Error("a function is wanted");
    const script: typeof good = (shown) =>
      /that is all/.test(shown.guestText) && asked++ === 0 ? { malformed: "swallowed" } : good(shown);
    const [result] = await examine(await patientOn({ script }), [probe("no-call")]);
    expect(result).toMatchObject({
      result: "repaired",
      detail: "mended by the ladder (swallowed): You are welcome. Enjoy Lisbon!",
    });
  });
});

test("a probe without an end ends, and the next one runs", async () => {
  const endless: Probe = { ...probe("no-call"), id: "endless", again: undefined };
  const patient = await patientOn({
    script: wellBehaved([{ when: /that is all/, say: "You", fault: { kind: "stall", after: 1 } }]),
  });
  const short = { ...patient, bounds: { ...patient.bounds, probeMsMax: 100 } };
  const results = await examine(short, [endless, probe("version")]);
  expect(results.map(({ result, detail }) => [result, detail])).toEqual([
    ["fail", "no end within 100 ms"],
    ["pass", "Ollama 0.21.0"],
  ]);
});

test("a failed gate skips the rest, which would only say the same", async () => {
  const patient = await patientOn({ models: [{ name, capabilities: ["completion"] }] });
  const results = await examine(patient, probes);
  expect(results.slice(2).every(({ result }) => result === "skip")).toBe(true);
  expect(server.requests.every(({ path }) => path !== "/api/chat")).toBe(true);
});

test("a model that does not run on Ollama is examined through the port alone", async () => {
  const results = await examine(await patientOn({}, { ollama: null }), probes);
  expect(failed(results)).toEqual([]);
  expect(results.filter(({ result }) => result === "skip").map(({ id }) => id)).toEqual(
    probes.filter(({ needs }) => needs === "ollama").map(({ id }) => id),
  );
  expect(verdictOf(results)).toBe("fit");
});

test("the table, the conclusion and the JSON say the same", async () => {
  const results = await examine(await patientOn(says(/Straßenköter/, "Ja.")), probes);
  expect(results.map(row).find((line) => line.startsWith("fail"))).toMatch(
    /^fail +vital +calls search_help_center/,
  );
  const said = conclusion(results, name);
  expect(said).toContain("1 failed");
  expect(said).toContain(`Verdict: ${name} is NOT FIT.`);
  expect(said).toMatch(/What to do:\n {2}- Use a larger model.*\n {2}- On a laptop/);
  const json = asJson(results, { model: name, provider: "ollama", contextTokens: 8_192, examinedAt: "" });
  expect(json.verdict).toBe("not fit");
  expect(json.probes).toHaveLength(probes.length);
});
