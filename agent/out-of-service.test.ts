import { listTurns } from "../db/turns.ts";
import type { LoggedEvent } from "./events.ts";
import { circuitFailuresMax, circuitProbeMsMin } from "./limits.ts";
import { admission } from "./model/admission.ts";
import { circuitBreaker } from "./model/circuit-breaker.ts";
import { exampleRequest } from "./model/example-request.ts";
import type { Alarm } from "./model/fair-line.ts";
import { offlineModel } from "./model/offline.ts";
import type { ScriptedReply } from "./model/scripted/script.ts";
import { scriptedModel } from "./model/scripted/scripted-model.ts";
import { phrases } from "./phrases.ts";
import { outcomeIn, seededAt, startRig, textIn } from "./rig-for-tests.ts";

/** The agent as the server builds it: a model behind its circuit and its line, and the offline one behind that. */
async function startGuarded(script: ScriptedReply[], { alarm }: { alarm?: Alarm } = {}) {
  const time = { now: seededAt };
  const inner = scriptedModel(script);
  const circuit = circuitBreaker(inner, { clock: () => time.now });
  const model = admission(circuit, {
    callsMax: 1,
    isWaived: () => circuit.state().kind !== "closed",
    ...(alarm && { alarm }),
  });
  const rig = await startRig({ model, models: [model, offlineModel()] });
  return { ...rig, model, circuit, inner, time };
}

const statusesIn = (events: LoggedEvent[]) =>
  events.flatMap((event) => (event.type === "status" ? [event.position ?? event.kind] : []));

const down: ScriptedReply = { fault: { kind: "status", status: 503, words: "out of service" } };
const outage = Array.from({ length: circuitFailuresMax }, () => down);

test("a failed model is replaced by the offline one, and the guest is told once, before it speaks", async () => {
  const rig = await startGuarded([down, down]);
  const events = await rig.say("Which bookings do I have?");
  expect(outcomeIn(events)).toBe("reply");
  expect(textIn(events)).toContain("BK-204");
  expect(rig.inner.requests.length).toBeGreaterThan(1);
  expect(statusesIn(events).filter((kind) => kind === "degraded")).toHaveLength(1);
  const types = events.map((event) => (event.type === "status" ? event.kind : event.type));
  expect(types.indexOf("degraded")).toBeLessThan(types.indexOf("tool-start"));
});

test("while the circuit is open the model is not asked; after it has closed guests are told nothing", async () => {
  const rig = await startGuarded([...outage, { say: "Hello Maria.", again: true }]);
  while (rig.circuit.state().kind === "closed") expect(outcomeIn(await rig.say("hello"))).toBe("reply");
  expect(rig.inner.requests).toHaveLength(circuitFailuresMax);

  const during = await rig.say("Which bookings do I have?");
  expect(textIn(during)).toContain("BK-204");
  expect(statusesIn(during)).toContain("degraded");
  expect(rig.inner.requests).toHaveLength(circuitFailuresMax);

  rig.time.now += circuitProbeMsMin;
  const after = await rig.say("hello");
  expect(textIn(after)).toBe("Hello Maria.");
  expect(statusesIn(after)).not.toContain("degraded");
  expect(rig.circuit.state().kind).toBe("closed");
});

test("who waits too long for a place at the model is told so, and gets a person", async () => {
  let ring = () => {};
  const alarm: Alarm = (_, act) => {
    ring = act;
    return () => {};
  };
  const rig = await startGuarded([{ fault: { kind: "stall", after: 0 } }], { alarm });
  const stop = new AbortController();
  const caller = { conversationId: "another", onPlace: () => {} };
  const another = rig.model
    .stream(exampleRequest(), { signal: stop.signal, caller })
    [Symbol.asyncIterator]()
    .next();
  await rig.accept("hello");
  const events: LoggedEvent[] = [];
  const [turn] = await listTurns(rig.db, { status: "queued" });
  for await (const event of rig.agent.answer(turn?.id ?? "", { signal: new AbortController().signal })) {
    events.push(event);
    if (event.type === "status" && event.kind === "queued") ring();
  }
  expect(statusesIn(events)).toContain(1);
  expect(outcomeIn(events)).toBe("handoff");
  expect(textIn(events)).toContain(phrases.busy);
  expect(textIn(events)).toContain("I have passed your conversation to a person");
  stop.abort(new Error("stopped"));
  await expect(another).rejects.toThrow("stopped");
});
