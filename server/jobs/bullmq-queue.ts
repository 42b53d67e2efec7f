import { once } from "node:events";
import { type Job, Queue, Worker } from "bullmq";
import { Redis, type RedisOptions } from "ioredis";
import type { Logger } from "pino";
import { withinMs } from "./deadline.ts";
import {
  closeMsMax,
  type DueJob,
  deliverMsMax,
  type JobHandler,
  type JobQueue,
  jobsAtOnceMax,
} from "./queue.ts";
import { lockMs } from "./run-job.ts";

const healthMsMax = 1_000;
/** How long each object may take to say good-bye to Redis, once no job runs. */
const byeMsMax = 1_000;
const reconnectMsMax = 1_000;

export interface BullQueueParts {
  redisUrl: string;
  /** Installations that share one Redis need different names. No colon. */
  name: string;
  log: Logger;
  jobsAtOnceMax?: number;
  lockMs?: number;
}

/**
 * BullMQ on Redis: any number of worker processes, woken at once. BullMQ neither retries nor remembers: a job that has ended, well or
 * badly, leaves Redis, since an id that stays there as failed would make the next delivery a silent nothing. Retries are the row's.
 */
export function createBullQueue(parts: BullQueueParts): JobQueue {
  return new BullQueue(parts);
}

class BullQueue implements JobQueue {
  readonly description: string;
  /** Only for what Redis lost or was down for; everything else arrives by itself. */
  readonly sweepMsEvery = 1_000;
  readonly #producer: Redis;
  readonly #queue: Queue;
  #consumer: Redis | null = null;
  #worker: Worker | null = null;
  #running = new Set<Promise<void>>();
  #lastTrouble = "";

  constructor(private readonly parts: BullQueueParts) {
    this.description = `BullMQ on ${withoutPassword(parts.redisUrl)}`;
    // Fails fast: nobody may wait here for a Redis that is down, and nothing is kept to be sent later.
    this.#producer = this.#connect({ maxRetriesPerRequest: 1, enableOfflineQueue: false });
    // Without the version check nothing is asked while it connects, so nothing can fail there once and for ever.
    this.#queue = new Queue(parts.name, {
      connection: this.#producer,
      skipVersionCheck: true,
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    });
    this.#queue.on("error", this.#sayOnce);
  }

  async start(handle: JobHandler): Promise<void> {
    // A worker's commands wait for Redis, however long; BullMQ makes its blocking connection after this one.
    this.#consumer = this.#connect({ maxRetriesPerRequest: null });
    const ms = this.parts.lockMs ?? lockMs;
    this.#worker = new Worker(this.parts.name, (job: Job) => this.#run(job, handle), {
      connection: this.#consumer,
      concurrency: this.parts.jobsAtOnceMax ?? jobsAtOnceMax,
      lockDuration: ms,
      stalledInterval: ms,
      runRetryDelay: reconnectMsMax,
    });
    this.#worker.on("error", this.#sayOnce);
  }

  async deliver({ id, kind }: DueJob): Promise<void> {
    await withinMs(deliverMsMax, this.#add(id, kind));
  }

  async #add(id: string, kind: string): Promise<void> {
    // A connection error rejects this too, at once.
    if (this.#producer.status !== "ready")
      await once(this.#producer, "ready", { signal: AbortSignal.timeout(deliverMsMax) });
    await this.#queue.add(kind, {}, { jobId: id });
  }

  async health() {
    if (this.#producer.status !== "ready") return { ok: false, detail: "Redis is out of reach" };
    try {
      const memory = await withinMs(healthMsMax, this.#producer.info("memory"));
      const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1] ?? "unknown";
      const mayForget = policy !== "noeviction";
      return {
        ok: true,
        detail: mayForget ? `Redis may drop jobs (${policy}): set maxmemory-policy noeviction` : "connected",
      };
    } catch (error) {
      return { ok: false, detail: (error as Error).message };
    }
  }

  /**
   * In BullMQ's order, but running jobs are waited for here: BullMQ's own wait lasts for ever when Redis is down, and then
   * its worker can only be closed by force.
   */
  async close(): Promise<void> {
    void this.#worker?.pause(true);
    const bounded = (ms: number, work: Promise<unknown> | undefined) =>
      withinMs(ms, Promise.resolve(work)).catch((error) => this.#sayOnce(error));
    await bounded(closeMsMax, Promise.allSettled(this.#running));
    const down = this.#consumer?.status !== "ready";
    await bounded(byeMsMax, this.#worker?.close(down || this.#running.size > 0));
    await bounded(byeMsMax, this.#queue.close());
    this.#consumer?.disconnect();
    this.#producer.disconnect();
  }

  async #run({ id }: Job, handle: JobHandler): Promise<void> {
    // One that BullMQ fetched while it was being closed. It leaves Redis; its row is delivered again elsewhere.
    if (this.#worker?.isPaused()) throw new Error("closing");
    const run = handle(id!);
    this.#running.add(run);
    await run.finally(() => this.#running.delete(run));
  }

  #connect(options: RedisOptions): Redis {
    const client = new Redis(this.parts.redisUrl, {
      ...options,
      retryStrategy: (times) => Math.min(times * 100, reconnectMsMax),
    });
    client.on("error", this.#sayOnce);
    client.on("ready", this.#sayBack);
    return client;
  }

  /** Every object reports the same trouble, again and again; an `error` event that nobody hears would end the process. */
  #sayOnce = (error: Error & { code?: string }): void => {
    const trouble = error.message || error.code || "unknown";
    if (trouble === this.#lastTrouble) return;
    this.#lastTrouble = trouble;
    this.parts.log.warn(`${this.description}: ${trouble}`);
  };

  #sayBack = (): void => {
    if (this.#lastTrouble) this.parts.log.info(`${this.description}: connected again`);
    this.#lastTrouble = "";
  };
}

function withoutPassword(redisUrl: string): string {
  const { protocol, host, pathname } = new URL(redisUrl);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
