import { circuitFailuresMax, circuitProbeMsMax, circuitProbeMsMin } from "../limits.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { exampleRequest } from "./example-request.ts";
import { type ModelChunk, ModelError } from "./model.ts";
import type { Script, ScriptedReply } from "./scripted/script.ts";
import { scriptedModel } from "./scripted/scripted-model.ts";

const fine: ScriptedReply = { say: "Until 22:00." };
const down: ScriptedReply = { fault: { kind: "status", status: 503, words: "busy" } };
const hanging: ScriptedReply = { fault: { kind: "stall", after: 0 } };
const times = (count: number, reply: ScriptedReply): Script => Array.from({ length: count }, () => reply);

function startCircuit(script: ScriptedReply[]) {
  const clock = { now: Date.UTC(2026, 10, 25) };
  const inner = scriptedModel(script);
  const kinds: string[] = [];
  const model = circuitBreaker(inner, { clock: () => clock.now, onChange: ({ kind }) => kinds.push(kind) });
  const call = async (signal = new AbortController().signal): Promise<string> => {
    const chunks: ModelChunk[] = [];
    try {
      for await (const chunk of model.stream(exampleRequest(), { signal })) chunks.push(chunk);
      return "answered";
    } catch (error) {
      return error instanceof ModelError ? error.code : "aborted";
    }
  };
  const asked = () => inner.requests.length;
  return { model, call, clock, kinds, asked };
}

async function openCircuit(...then: ScriptedReply[]) {
  const circuit = startCircuit([...(times(circuitFailuresMax, down) as ScriptedReply[]), ...then]);
  for (let count = 0; count < circuitFailuresMax; count++) await circuit.call();
  return circuit;
}

test("at most five failures in a row open it, and then the server is not asked at all", async () => {
  expect(circuitFailuresMax).toBeLessThanOrEqual(5);
  const { model, call, asked, clock } = await openCircuit(fine);
  expect(model.state()).toEqual({
    kind: "open",
    since: clock.now,
    probeAt: clock.now + circuitProbeMsMin,
    failures: circuitFailuresMax,
    lastError: { code: "overloaded", message: expect.stringContaining("503"), at: clock.now },
  });
  expect(await call()).toBe("circuit-open");
  expect(asked()).toBe(circuitFailuresMax);
  expect(await model.health()).toEqual({ ok: false, detail: expect.stringContaining("503") });
});

test.each<[string, ScriptedReply]>([
  ["a cut", { say: "Un til", fault: { kind: "cut", after: 1 } }],
  ["an unreadable line", { say: "Un til", fault: { kind: "garbage-line", after: 1 } }],
  ["a stream without its end", { say: "Until", fault: { kind: "no-done" } }],
  ["a model that is gone", { fault: { kind: "status", status: 404, words: "model 'x' not found" } }],
  ["a server that is gone", { fault: { kind: "status", status: 502, words: "bad gateway" } }],
])("%s counts as a failure of the server", async (_, reply) => {
  const { model, call } = startCircuit(times(circuitFailuresMax, reply) as ScriptedReply[]);
  for (let count = 0; count < circuitFailuresMax; count++) await call();
  expect(model.state().kind).toBe("open");
});

test("an answer in between starts the count anew", async () => {
  const almost = times(circuitFailuresMax - 1, down) as ScriptedReply[];
  const { model, call } = startCircuit([...almost, fine, ...almost]);
  for (let count = 0; count < 2 * circuitFailuresMax - 1; count++) await call();
  expect(model.state().kind).toBe("closed");
});

test("guests who stop, and requests that are refused for what they ask, do not open it", async () => {
  const refused: ScriptedReply = {
    fault: { kind: "status", status: 400, words: "the prompt is longer than the context" },
  };
  const { model, call } = startCircuit([hanging, ...(times(9, refused) as ScriptedReply[]), hanging]);
  for (let count = 0; count < 11; count++) {
    const stop = new AbortController();
    const ended = call(stop.signal);
    if (count === 0 || count === 10) stop.abort(new Error("stopped"));
    expect(await ended).toBe(count === 0 || count === 10 ? "aborted" : "refused");
  }
  expect(model.state()).toMatchObject({ kind: "closed", lastError: null });
});

test("after the delay one call probes, and the others fail at once until it has ended", async () => {
  const { model, call, clock, asked } = await openCircuit(hanging, fine);
  clock.now += circuitProbeMsMin - 1;
  expect(await call()).toBe("circuit-open");
  clock.now += 1;
  const stop = new AbortController();
  const probe = call(stop.signal);
  expect(model.state().kind).toBe("half-open");
  expect(await call()).toBe("circuit-open");
  expect(asked()).toBe(circuitFailuresMax + 1);
  stop.abort(new Error("the guest stopped"));
  expect(await probe).toBe("aborted");
  expect(model.state()).toMatchObject({ kind: "open", probeAt: clock.now });
  expect(await call()).toBe("answered");
});

test("a probe that is answered closes it", async () => {
  const { model, call, clock, kinds } = await openCircuit(fine, down);
  clock.now += circuitProbeMsMin;
  expect(await call()).toBe("answered");
  expect(model.state()).toMatchObject({ kind: "closed", since: clock.now, probeAt: null, failures: 0 });
  expect(await model.health()).toMatchObject({ ok: true });
  expect(kinds).toEqual(["open", "half-open", "closed"]);
  await call();
  expect(model.state().kind).toBe("closed");
});

test("each failed probe doubles the delay, up to its bound, and guests lost the model when it first opened", async () => {
  const { model, call, clock } = await openCircuit(...(times(10, down) as ScriptedReply[]));
  const openedAt = clock.now;
  const delays: number[] = [];
  for (let count = 0; count < 6; count++) {
    clock.now = model.state().probeAt ?? 0;
    expect(await call()).toBe("overloaded");
    delays.push((model.state().probeAt ?? 0) - clock.now);
  }
  expect(delays).toEqual([10_000, 20_000, 40_000, 80_000, circuitProbeMsMax, circuitProbeMsMax]);
  expect(model.state().since).toBe(openedAt);
});
