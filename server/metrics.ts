import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CircuitState } from "../agent/model/circuit-breaker.ts";
import type { CallEnd } from "../agent/model/metered.ts";
import { type RepairCounters, repairCounters } from "../agent/model/repair/counters.ts";

/** How a leg of a turn can end; "waiting" for a card, or for staff. */
type LegOutcome = string;

/** What is counted where it happens. Numbers and fixed words only: no guest, no conversation, no text. Begins anew with the process. */
export interface Counts {
  /** By the rung of the repair ladder; the agent counts it up in place. */
  repairs: RepairCounters;
  callEnded(end: CallEnd): void;
  legEnded(outcome: LegOutcome): void;
}

/** What is only looked at when somebody asks. */
export interface Looks {
  circuit(): CircuitState;
  /** Calls that wait for a place at the model, 0 being none. */
  callsWaiting(): number;
  turns(): { running: number; waiting: number };
}

export interface Metrics {
  counts: Counts;
  /** Prometheus' text format, and its media type. */
  text(looks: Looks): Promise<{ type: string; body: string }>;
  /** For `/readyz`: the rungs that were reached, and how calls and turns ended. */
  inBrief(): { repairs: Partial<RepairCounters>; calls: Tally; turns: Tally };
}

type Tally = Record<string, number>;

/** Seconds. A guest notices the first, and leaves after the last. */
const firstChunkBuckets = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30];
const callBuckets = [0.5, 1, 2, 4, 8, 15, 30, 60, 90];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const repairs = repairCounters();
  const calls: Tally = {};
  const turns: Tally = {};

  const callsTotal = new Counter({
    name: "frontdesk_model_calls_total",
    help: "Calls of a model by how they ended: answered, stopped, or the code of the failure.",
    labelNames: ["provider", "outcome"],
    registers,
  });
  const tokensTotal = new Counter({
    name: "frontdesk_model_tokens_total",
    help: "Tokens of answered calls, as the model's server counts them.",
    labelNames: ["provider", "kind"],
    registers,
  });
  const firstChunk = new Histogram({
    name: "frontdesk_model_first_chunk_seconds",
    help: "From a call to its first piece.",
    labelNames: ["provider"],
    buckets: firstChunkBuckets,
    registers,
  });
  const whole = new Histogram({
    name: "frontdesk_model_call_seconds",
    help: "From a call to the end of its answer.",
    labelNames: ["provider"],
    buckets: callBuckets,
    registers,
  });
  const turnsTotal = new Counter({
    name: "frontdesk_turns_total",
    help: "Turns by how they ended; waiting: for a card, or for staff.",
    labelNames: ["outcome"],
    registers,
  });
  const repairsTotal = new Counter({
    name: "frontdesk_model_repairs_total",
    help: "Replies of the model that were repaired, by the rung of the ladder.",
    labelNames: ["rung"],
    registers,
  });
  const circuitState = new Gauge({
    name: "frontdesk_model_circuit",
    help: "1 for the state that the circuit of the model is in.",
    labelNames: ["state"],
    registers,
  });
  const gauge = (name: string, help: string) => new Gauge({ name: `frontdesk_${name}`, help, registers });
  const callsWaiting = gauge("model_calls_waiting", "Calls that wait for a place at the model.");
  const turnsRunning = gauge("turns_running", "Turns that run.");
  const turnsWaiting = gauge("turns_waiting", "Turns that wait for their place.");
  let processIsWatched = false;

  return {
    counts: {
      repairs,
      callEnded({ provider, outcome, usage }) {
        calls[outcome] = (calls[outcome] ?? 0) + 1;
        callsTotal.inc({ provider, outcome });
        if (!usage) return;
        tokensTotal.inc({ provider, kind: "prompt" }, usage.promptTokens);
        tokensTotal.inc({ provider, kind: "reply" }, usage.replyTokens);
        firstChunk.observe({ provider }, usage.firstChunkMs / 1000);
        whole.observe({ provider }, usage.totalMs / 1000);
      },
      legEnded(outcome) {
        turns[outcome] = (turns[outcome] ?? 0) + 1;
        turnsTotal.inc({ outcome });
      },
    },
    async text(looks) {
      // Only from the first time on that somebody asks: it costs an observer of the event loop and of the garbage collector.
      if (!processIsWatched) collectDefaultMetrics({ register: registry });
      processIsWatched = true;
      repairsTotal.reset();
      for (const [rung, times] of Object.entries(repairs)) repairsTotal.inc({ rung }, times);
      const { kind } = looks.circuit();
      for (const state of circuitStates) circuitState.set({ state }, state === kind ? 1 : 0);
      callsWaiting.set(looks.callsWaiting());
      turnsRunning.set(looks.turns().running);
      turnsWaiting.set(looks.turns().waiting);
      return { type: registry.contentType, body: await registry.metrics() };
    },
    inBrief: () => ({
      repairs: Object.fromEntries(Object.entries(repairs).filter(([, times]) => times > 0)),
      calls,
      turns,
    }),
  };
}

const circuitStates = ["closed", "open", "half-open"] as const satisfies CircuitState["kind"][];
