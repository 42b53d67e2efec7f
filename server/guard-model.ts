import type { Logger } from "pino";
import { type AdmittedModel, admission } from "../agent/model/admission.ts";
import { type CircuitState, circuitBreaker } from "../agent/model/circuit-breaker.ts";
import { type CallEnd, metered } from "../agent/model/metered.ts";
import type { Model } from "../agent/model/model.ts";
import { offlineModel } from "../agent/model/offline.ts";

export interface GuardedModel {
  /** Behind its line and its circuit; the offline one needs neither. */
  model: Model;
  /** What the agent tries, in this order. */
  models: Model[];
  circuit(): CircuitState;
  /** How many calls wait for a place. */
  callsWaiting(): number;
}

export interface GuardParts {
  callsMax: number;
  clock: () => number;
  log: Logger;
  onCallEnd: (end: CallEnd) => void;
}

/**
 * Puts a model behind its circuit breaker and its line, and the offline model behind both. The line is outermost, so that a call meets the
 * circuit when it gets its place, not when it joins; and nobody stands in line for a model that is left alone.
 */
export function guardModel(inner: Model, { callsMax, clock, log, onCallEnd }: GuardParts): GuardedModel {
  const counted = (model: Model) => metered(model, onCallEnd);
  if (inner.provider === "offline") {
    const closed: CircuitState = {
      kind: "closed",
      since: clock(),
      probeAt: null,
      failures: 0,
      lastError: null,
    };
    return { model: inner, models: [counted(inner)], circuit: () => closed, callsWaiting: () => 0 };
  }
  const breaker = circuitBreaker(inner, {
    clock,
    onChange: (state) => log.warn({ model: inner.name, ...state }, sentences[state.kind]),
  });
  const isWaived = () => breaker.state().kind !== "closed";
  const model: AdmittedModel = admission(breaker, { callsMax, isWaived });
  return {
    model,
    models: [counted(model), counted(offlineModel())],
    circuit: breaker.state,
    callsWaiting: () => model.waiting,
  };
}

const sentences: Record<CircuitState["kind"], string> = {
  open: "the model fails: it is left alone for a while, and the offline model answers",
  "half-open": "the model is tried again with one call",
  closed: "the model answers again",
};
