import { join } from "node:path";
import type { Logger } from "pino";
import { buildAgent } from "../agent/build.ts";
import { builtInPolicy } from "../agent/built-in-policy.ts";
import { chooseModel } from "../agent/model/choose.ts";
import type { CircuitState } from "../agent/model/circuit-breaker.ts";
import type { LanguageModelSettings } from "../agent/model/language-model.ts";
import type { Model } from "../agent/model/model.ts";
import type { ModelSettings } from "../agent/model/model-settings.ts";
import { contextTokensAdvised, type FixedPrompt, whyTooSmall } from "../agent/model/prompt-size.ts";
import { warmUp } from "../agent/model/warm-up.ts";
import { demoNowBase } from "../db/clock.ts";
import { getMeta } from "../db/meta.ts";
import { type Db, openDatabase } from "../db/open.ts";
import { watchOtherProcesses } from "../db/other-processes.ts";
import { seedDemo } from "../db/seed.ts";
import { ingestArticles } from "../knowledge/ingest.ts";
import type { BookingSystem } from "../tools/booking-system/booking-system.ts";
import { sqliteBookingSystem } from "../tools/booking-system/sqlite-booking-system.ts";
import { catalogue, toToolSpec } from "../tools/catalogue.ts";
import { builtInMoneyRules, type MoneyRules } from "../tools/money-rules.ts";
import type { Config } from "./config.ts";
import { guardModel } from "./guard-model.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { createQueue } from "./jobs/create-queue.ts";
import { Dispatcher } from "./jobs/dispatcher.ts";
import type { JobQueue } from "./jobs/queue.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { modelChoice } from "./model-choice.ts";
import { mailDelivery, outsideOf } from "./outside.ts";
import { steadyWallClock } from "./steady-clock.ts";
import { TurnRunner } from "./turn-runner.ts";

/** Turns at once. What is scarce is calls of the model (`MODEL_CALLS_MAX`), and those wait in a line of their own; a turn costs memory. */
const turnsAtOnceMax = 300;
/** Without a language model a turn costs milliseconds of this process, so it is better to end one than to begin many. */
const offlineTurnsAtOnceMax = 8;
/** How long a stop waits for running turns; what is unfinished then is resumed at the next start. */
const graceMsMax = 5_000;

/** Everything the routes need, built once, by hand. */
export interface Services {
  config: Config;
  log: Logger;
  db: Db;
  databaseDescription: string;
  clock: () => number;
  /** Where stays, bookings and payments live. */
  bookings: BookingSystem;
  rules: MoneyRules;
  model: Model;
  /** Whether the model is asked, or left alone because it fails. */
  circuit(): CircuitState;
  /** How many of its calls wait for a place. */
  callsWaiting(): number;
  metrics: Metrics;
  /** What start-up says about the model, in plain words. */
  modelNotice: string;
  queue: JobQueue;
  runner: TurnRunner;
  webFolder: string;
  close(): Promise<void>;
}

export interface ServiceParts {
  config: Config;
  log: Logger;
  projectFolder: string;
  /** Instead of the configured ones: for tests. */
  model?: Model;
  clock?: () => number;
}

export async function buildServices({
  config,
  log,
  projectFolder,
  ...given
}: ServiceParts): Promise<Services> {
  const rules = builtInMoneyRules();
  const db = openDatabase(config.databaseFile);
  const bookings = sqliteBookingSystem(db);
  const {
    model: inner,
    settings,
    notice,
  } = given.model
    ? { model: given.model, settings: null, notice: given.model.name }
    : await chooseModel(modelChoice(config));
  const fixed = { policy: builtInPolicy(), tools: catalogue.map(toToolSpec) };
  const stopWarming = settings ? warmInBackground(settings, fixed, log) : () => {};
  await ingestArticles(db, { folder: join(projectFolder, "knowledge/articles") });
  if (config.demo && !(await getMeta(db, { key: "seeded_at" }))) await seedDemo(db, { now: Date.now() });
  const wallClock = steadyWallClock(log);
  const clock = given.clock ?? (config.demo ? await demoClock(db) : wallClock);

  const queue = createQueue({ config, db, log });
  const dispatcher = new Dispatcher({ db, queue, clock, wallClock, log, ...outsideOf(config) });
  const metrics = createMetrics();
  const { repairs, callEnded, legEnded } = metrics.counts;
  const { model, models, circuit, callsWaiting } = guardModel(inner, {
    callsMax: config.modelCallsMax,
    clock,
    log,
    onCallEnd: callEnded,
  });
  const agent = buildAgent({ db, bookings, rules, mail: mailDelivery(config), models, clock, log, repairs });
  const runner = new TurnRunner({
    db,
    agent,
    clock,
    turnsAtOnceMax: model.provider === "offline" ? offlineTurnsAtOnceMax : turnsAtOnceMax,
    waitingForModel: callsWaiting,
    onLegEnd: legEnded,
    log,
  });

  const unwatch = watchOtherProcesses(db);
  const stopHousekeeping = startHousekeeping({ db, agent, clock, log });
  await dispatcher.start();
  runner.start();
  return {
    config,
    log,
    db,
    databaseDescription: `SQLite at ${config.databaseFile}`,
    clock,
    bookings,
    rules,
    model,
    circuit,
    callsWaiting,
    metrics,
    modelNotice: [notice, ...(settings ? tooSmall(settings, fixed) : [])].join("\n"),
    queue,
    runner,
    webFolder: join(projectFolder, "web/dist"),
    async close() {
      stopWarming();
      stopHousekeeping();
      unwatch();
      await Promise.all([runner.close(graceMsMax), dispatcher.close()]);
      db.$client.close();
    },
  };
}

/** A line for an operator whose context window cannot hold policy, tools and a question; none when it can. */
function tooSmall(settings: ModelSettings, fixed: FixedPrompt): string[] {
  const why = whyTooSmall(fixed, settings);
  return why ? [`${why} Set MODEL_CONTEXT_TOKENS to at least ${contextTokensAdvised(fixed, settings)}.`] : [];
}

/** The first guest need not wait for the weights, nor for policy and tools to be read. Returns what stops it. */
function warmInBackground(settings: LanguageModelSettings, fixed: FixedPrompt, log: Logger): () => void {
  const stop = new AbortController();
  const say = (ok: boolean, line: string) => log[ok ? "info" : "warn"](line);
  void warmUp(settings, { fixed, signal: stop.signal, say });
  return () => stop.abort();
}

/** Ticks only while the demo runs, from where it stood: a demo opened again after a month is still nine days from Maria's stay. */
async function demoClock(db: Db): Promise<() => number> {
  const base = (await demoNowBase(db)) ?? Date.now();
  const startedAt = performance.now();
  return () => Math.round(base + performance.now() - startedAt);
}
