import { modelQueueMsMax, turnMsMax } from "../limits.ts";
import { admission } from "./admission.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { exampleRequest } from "./example-request.ts";
import type { Alarm } from "./fair-line.ts";
import { type Model, ModelError } from "./model.ts";

/** A model whose calls last until they are ended by the test, and alarms that ring when it says so. */
function startLine({ callsMax = 1, isWaived }: { callsMax?: number; isWaived?: () => boolean } = {}) {
  const ends: { name: string; end: (error?: ModelError) => void }[] = [];
  const inner: Model = {
    name: "held",
    provider: "scripted",
    health: async () => ({ ok: true, detail: "" }),
    async *stream(request) {
      await new Promise<void>((resolve, reject) =>
        ends.push({ name: request.guest.name, end: (error) => (error ? reject(error) : resolve()) }),
      );
      yield { type: "text", delta: "Hello." };
    },
  };
  const alarms = new Set<{ ms: number; act: () => void }>();
  const alarm: Alarm = (ms, act) => {
    const set = { ms, act };
    alarms.add(set);
    return () => void alarms.delete(set);
  };
  const model = admission(inner, { callsMax, alarm, ...(isWaived && { isWaived }) });
  const places: Record<string, number[]> = {};
  const call = (name: string, conversationId = name, signal = new AbortController().signal) => {
    const told: number[] = [];
    places[name] = told;
    const request = { ...exampleRequest(), guest: { name, language: "en" } };
    const caller = { conversationId, onPlace: (place: number) => void told.push(place) };
    return drain(model, request, { signal, caller });
  };
  const running = () => ends.map(({ name }) => name);
  const endOf = async (name: string, error?: ModelError) => {
    const index = ends.findIndex((held) => held.name === name);
    ends.splice(index, 1)[0]?.end(error);
    await settle();
  };
  return { model, call, running, endOf, places, alarms };
}

async function drain(model: Model, ...[request, options]: Parameters<Model["stream"]>): Promise<string> {
  try {
    for await (const _chunk of model.stream(request, options));
    return "answered";
  } catch (error) {
    return error instanceof ModelError ? error.code : String(error);
  }
}

/** Lets everything run that waits for nothing outside. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("no more calls than the bound run at once, and who waits is told her place in the same moment", async () => {
  const { model, call, running, endOf, places } = startLine({ callsMax: 2 });
  for (const name of ["a", "b", "c", "d"]) call(name);
  expect(places).toEqual({ a: [], b: [], c: [1], d: [2] });
  await settle();
  expect(running()).toEqual(["a", "b"]);
  expect(model.waiting).toBe(2);
  await endOf("b");
  expect(running()).toEqual(["a", "c"]);
  expect(places).toEqual({ a: [], b: [], c: [1, 0], d: [2, 1] });
});

test("a conversation with ten waiting calls does not starve another", async () => {
  const { call, running, endOf } = startLine();
  call("first");
  for (let number = 1; number <= 10; number++) call(`greedy-${number}`, "greedy");
  call("modest");
  await settle();
  const served: string[] = [];
  while (running().length > 0) {
    const [name] = running() as [string];
    served.push(name);
    await endOf(name);
  }
  expect(served.slice(0, 4)).toEqual(["first", "greedy-1", "modest", "greedy-2"]);
  expect(served).toHaveLength(12);
  expect(served.at(-1)).toBe("greedy-10");
});

test("whoever stops waiting leaves the line with her own reason, and those behind move up", async () => {
  const { call, places, running } = startLine();
  call("a");
  const stop = new AbortController();
  const b = call("b", "b", stop.signal);
  call("c");
  stop.abort("stopped by the guest");
  expect(await b).toBe("stopped by the guest");
  expect(places.c).toEqual([2, 1]);
  expect(running()).toEqual(["a"]);
});

test("a wait past its bound, which leaves most of the turn's time, fails as busy", async () => {
  const { model, call, alarms, places } = startLine();
  call("a");
  const b = call("b");
  call("c");
  const [first] = alarms;
  expect(first?.ms).toBe(modelQueueMsMax);
  expect(modelQueueMsMax).toBeLessThanOrEqual(turnMsMax / 2);
  first?.act();
  expect(await b).toBe("busy");
  expect(places.c).toEqual([2, 1]);
  expect(model.waiting).toBe(1);
});

test("a call that fails, or is left early, gives its place back", async () => {
  const { call, running, endOf, alarms } = startLine();
  const a = call("a");
  call("b");
  await settle();
  await endOf("a", new ModelError("cut", "gone"));
  expect(await a).toBe("cut");
  expect(running()).toEqual(["b"]);
  expect(alarms.size).toBe(0);
});

test("when the circuit opens, nobody goes on waiting for a server that is down", async () => {
  const down = new ModelError("unreachable", "nobody there");
  let isDown = false;
  const { model: held, call, running, endOf } = startLine({ callsMax: 5, isWaived: () => isDown });
  for (let number = 1; number <= 5; number++) call(`running-${number}`);
  const waiting = [call("waiting-1"), call("waiting-2")];
  await settle();
  expect(held.waiting).toBe(2);
  isDown = true;
  await endOf("running-1", down);
  expect(held.waiting).toBe(0);
  expect(running()).toContain("waiting-2");
  for (const name of ["waiting-1", "waiting-2"]) await endOf(name, down);
  expect(await Promise.all(waiting)).toEqual(["unreachable", "unreachable"]);
});

test("together: five failures answer the rest of the line at once", async () => {
  let asked = 0;
  const dead: Model = {
    name: "dead",
    provider: "scripted",
    health: async () => ({ ok: false, detail: "dead" }),
    // biome-ignore lint/correctness/useYield: it fails before it says anything
    async *stream() {
      asked++;
      await settle();
      throw new ModelError("unreachable", "nobody there");
    },
  };
  const circuit = circuitBreaker(dead, { clock: () => 0 });
  const model = admission(circuit, { callsMax: 1, isWaived: () => circuit.state().kind !== "closed" });
  const caller = (conversationId: string) => ({ conversationId, onPlace: () => {} });
  const codes = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      drain(model, exampleRequest(), { signal: new AbortController().signal, caller: caller(`c${index}`) }),
    ),
  );
  expect(codes.slice(0, 5)).toEqual(Array(5).fill("unreachable"));
  expect(codes.slice(5)).toEqual(Array(15).fill("circuit-open"));
  expect(asked).toBe(5);
});
