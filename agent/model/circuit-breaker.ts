import { circuitFailuresMax, circuitProbeMsMax, circuitProbeMsMin } from "../limits.ts";
import { type Model, ModelError, type ModelErrorCode } from "./model.ts";
import { passing } from "./passing.ts";

/**
 * Whether a model is asked at all. `closed`: every call is. `open`: none is until `probeAt`; the first call from then on is the probe.
 * `half-open`: that one call is under way and decides; all others fail at once. Times are UTC milliseconds.
 */
export interface CircuitState {
  kind: "closed" | "open" | "half-open";
  since: number;
  probeAt: number | null;
  /** Failures of the server since its last whole answer. */
  failures: number;
  /** The last failure of the server, also of one that has recovered. */
  lastError: { code: ModelErrorCode; message: string; at: number } | null;
}

export interface CircuitModel extends Model {
  state(): CircuitState;
}

export interface CircuitParts {
  clock: () => number;
  /** Told of every change of `kind`: for the log. */
  onChange?: (state: CircuitState) => void;
}

/**
 * A model that is left alone when it fails again and again: after `circuitFailuresMax` failures of its server in a row a call fails at
 * once with "circuit-open", so that the next model answers without a guest waiting for a time-out. One call at a time probes it, after a
 * delay that doubles up to `circuitProbeMsMax`; a whole answer closes the circuit. A call that the guest stops proves nothing.
 */
export function circuitBreaker(model: Model, parts: CircuitParts): CircuitModel {
  const circuit = new Circuit(model.name, parts);
  return {
    name: model.name,
    provider: model.provider,
    state: () => circuit.state,
    async health() {
      const { kind } = circuit.state;
      return kind === "closed" ? model.health() : { ok: false, detail: circuit.inWords() };
    },
    stream: (request, options) =>
      passing(() => {
        options.signal.throwIfAborted();
        const isProbe = circuit.enter();
        let learned: Learned = null;
        return {
          from: model.stream(request, options),
          onItem(chunk) {
            if (chunk.type === "done") learned = "answered";
          },
          onError(error) {
            if (!options.signal.aborted && error instanceof ModelError && isServers(error)) learned = error;
          },
          onEnd: () => circuit.leave(learned, isProbe),
        };
      }),
  };
}

/** What a call taught about the server. Null: nothing; it was stopped, left early, or refused for what it asked. */
type Learned = "answered" | ModelError | null;

const serverFailures: ReadonlySet<ModelErrorCode> = new Set<ModelErrorCode>([
  "unreachable",
  "no-such-model",
  "first-token-timeout",
  "idle-timeout",
  "total-timeout",
  "cut",
  "overloaded",
  "malformed",
]);
const isServers = ({ code }: ModelError): boolean => serverFailures.has(code);

class Circuit {
  state: CircuitState;
  #probeMs = circuitProbeMsMin;

  constructor(
    private readonly name: string,
    private readonly parts: CircuitParts,
  ) {
    this.state = { kind: "closed", since: parts.clock(), probeAt: null, failures: 0, lastError: null };
  }

  /** Throws when the call must not be made. True: it is the probe. */
  enter(): boolean {
    const { kind, probeAt } = this.state;
    if (kind === "closed") return false;
    if (kind === "half-open" || this.parts.clock() < (probeAt ?? 0))
      throw new ModelError("circuit-open", this.inWords());
    this.#become("half-open", null);
    return true;
  }

  leave(learned: Learned, isProbe: boolean): void {
    const now = this.parts.clock();
    if (learned instanceof ModelError) {
      const lastError = { code: learned.code, message: learned.message, at: now };
      this.state = { ...this.state, failures: this.state.failures + 1, lastError };
      this.#fail(isProbe);
    } else if (learned === "answered") this.#close();
    // Stopped before it could tell: the next call probes.
    else if (isProbe && this.state.kind === "half-open") this.#become("open", now);
  }

  inWords(): string {
    const { since, lastError } = this.state;
    const at = new Date(since).toISOString();
    return `${this.name} is left alone since ${at}, the offline model answers; last failure: ${lastError?.message ?? "unknown"}`;
  }

  #fail(isProbe: boolean): void {
    const { kind, failures } = this.state;
    if (kind === "closed" && failures >= circuitFailuresMax) this.#open(circuitProbeMsMin);
    if (kind === "half-open" && isProbe) this.#open(Math.min(this.#probeMs * 2, circuitProbeMsMax));
  }

  #open(probeMs: number): void {
    this.#probeMs = probeMs;
    this.#become("open", this.parts.clock() + probeMs);
  }

  #close(): void {
    this.state = { ...this.state, failures: 0 };
    if (this.state.kind !== "closed") this.#become("closed", null);
  }

  /** `since` counts from when guests lost the model, or got it back: a probe in between does not reset it. */
  #become(kind: CircuitState["kind"], probeAt: number | null): void {
    const isSame = (kind === "closed") === (this.state.kind === "closed");
    const since = isSame ? this.state.since : this.parts.clock();
    this.state = { ...this.state, kind, since, probeAt };
    this.parts.onChange?.(this.state);
  }
}
