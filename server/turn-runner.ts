import type { Logger } from "pino";
import { type Agent, TurnEnded } from "../agent/answer.ts";
import { handoffReserveMs, turnMsMax } from "../agent/limits.ts";
import { onChange } from "../db/changes.ts";
import type { Db } from "../db/open.ts";
import { announceQueuePosition, findTurn, listTurns, type Turn } from "../db/turns.ts";
import { tellTrouble } from "./turn-trouble.ts";

/** How often a runner looks for itself, should a wake-up be missed, and lets turns out of time end. In ms. */
const lookMsEvery = 500;

/** Between two tries of a turn whose end cannot be written (a full disk): doubling from the first to the second. In ms. */
const retryMsMin = 1_000;
const retryMsMax = 30_000;

export interface TurnRunnerParts {
  db: Db;
  agent: Agent;
  clock: () => number;
  /** Turns that run at once. Their calls of the model are bounded where they are made (`agent/model/admission.ts`). */
  turnsAtOnceMax: number;
  /** How many running turns wait for the model: they are ahead of those that wait here. */
  waitingForModel?: () => number;
  /** Told how each leg of a turn ended; "waiting": for a card's decision. */
  onLegEnd?: (outcome: NonNullable<Turn["outcome"]> | "waiting") => void;
  log: Logger;
}

/**
 * Gives queued turns their places: longest waiting first, one of each conversation, a bounded number at once. It keeps nothing that
 * the `turns` table does not say, so after a crash it begins with what was running.
 */
export class TurnRunner {
  #running = new Map<string, { turn: Turn; stop: AbortController; ended: Promise<void> }>();
  #positions = new Map<string, number>();
  /** Turns that could not be written to their end: how often in a row, and when (by the process's clock) to try again. */
  #failed = new Map<string, { times: number; retryAt: number }>();
  /** Queued turns that were given no place when it was looked last. */
  #waiting = 0;
  #seen = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #unlisten = () => {};
  #closed = false;
  #looking = false;
  #lookAgain = false;

  constructor(private readonly parts: TurnRunnerParts) {}

  /** Turns that have a place now, and that wait for one. */
  get load(): { running: number; waiting: number } {
    return { running: this.#running.size, waiting: this.#waiting };
  }

  /** Goes on with what a crash or a stop left running, then with the queue. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), lookMsEvery);
    this.#unlisten = onChange("turns", () => this.wake());
    this.wake();
  }

  /** Something may have been queued. */
  wake(): void {
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = true;
    this.#look()
      .catch((error) => this.parts.log.error({ err: error }, "could not look for turns"))
      .finally(() => {
        this.#looking = false;
        if (this.#lookAgain) {
          this.#lookAgain = false;
          this.wake();
        }
      });
  }

  /** The guest stops what is being answered. False when nothing runs in the conversation. */
  stop(conversationId: string): boolean {
    const running = this.#of(conversationId);
    running?.stop.abort(new TurnEnded("stopped"));
    return running !== undefined;
  }

  /** Takes no more turns. Running ones go on until `graceMsMax`; what is unfinished then is resumed at the next start. */
  async close(graceMsMax: number): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearInterval(this.#timer);
    this.#unlisten();
    const ended = Promise.allSettled([...this.#running.values()].map((running) => running.ended));
    let grace: NodeJS.Timeout | undefined;
    await Promise.race([ended, new Promise((resolve) => (grace = setTimeout(resolve, graceMsMax)))]);
    clearTimeout(grace);
  }

  async #look(): Promise<void> {
    if (this.#closed) return;
    const now = this.parts.clock();
    let ahead = this.parts.waitingForModel?.() ?? 0;
    let waiting = 0;
    // A turn whose end could not be written (a full disk) is neither queued nor running here: it is tried again.
    // Until then no later turn of its conversation overtakes it.
    const held = new Set<string>();
    for (const turn of await listTurns(this.parts.db, { status: "running" })) {
      if (this.#running.has(turn.id)) continue;
      if (this.#mustWait(turn) || this.#of(turn.conversationId)) held.add(turn.conversationId);
      else this.#run(turn);
    }
    // A turn that has its place and has said nothing yet stands in the queue still.
    const queued = (await listTurns(this.parts.db, { status: "queued" })).filter(
      ({ id }) => !this.#running.has(id),
    );
    this.#keepSeen(queued);
    for (const turn of queued) {
      waiting++;
      if (this.#mustWait(turn)) held.add(turn.conversationId);
      if (held.has(turn.conversationId) || this.#of(turn.conversationId)) continue;
      const outOfTime = this.#timeLeft(turn, now) <= 0;
      if (outOfTime || this.#running.size < this.parts.turnsAtOnceMax) {
        waiting--;
        this.#run(turn);
      } else await this.#tellPosition(turn, ++ahead, now);
    }
    this.#waiting = waiting;
  }

  #run(turn: Turn): void {
    this.#positions.delete(turn.id);
    const stop = new AbortController();
    const outOfTime = () => stop.abort(new TurnEnded("timeout"));
    const left = this.#timeLeft(turn, this.parts.clock());
    if (left <= 0) outOfTime();
    const timer = setTimeout(outOfTime, Math.max(left, 0));
    const ended = this.#drain(turn, stop.signal).finally(() => {
      clearTimeout(timer);
      this.#running.delete(turn.id);
      this.wake();
    });
    this.#running.set(turn.id, { turn, stop, ended });
  }

  async #drain(turn: Turn, signal: AbortSignal): Promise<void> {
    try {
      await this.parts.agent.run(turn.id, { signal });
      this.#failed.delete(turn.id);
      await this.#count(turn);
    } catch (error) {
      const times = (this.#failed.get(turn.id)?.times ?? 0) + 1;
      const delayMs = Math.min(retryMsMax, retryMsMin * 2 ** (times - 1));
      this.#failed.set(turn.id, { times, retryAt: performance.now() + delayMs });
      this.parts.log.error({ err: error, turnId: turn.id }, "a turn could not be written to its end");
      tellTrouble(turn.id);
    }
  }

  async #count({ id }: Turn): Promise<void> {
    const ended = await findTurn(this.parts.db, { turnId: id });
    const outcome = ended?.status === "waiting" ? "waiting" : ended?.outcome;
    if (outcome) this.parts.onLegEnd?.(outcome);
  }

  #mustWait(turn: Turn): boolean {
    return performance.now() < (this.#failed.get(turn.id)?.retryAt ?? 0);
  }

  #of(conversationId: string) {
    return [...this.#running.values()].find((running) => running.turn.conversationId === conversationId);
  }

  /** Told when it changes. */
  async #tellPosition(turn: Turn, position: number, now: number): Promise<void> {
    if (this.#positions.get(turn.id) === position) return;
    this.#positions.set(turn.id, position);
    await announceQueuePosition(this.parts.db, { turn, position, now });
  }

  /**
   * Until the turn must begin to end, so that its end is visible within its bound. In ms; queueing counts. By the clock that its row is dated
   * with, and never more than real time leaves of it: a clock that was set back gives nobody an hour more to wait.
   */
  #timeLeft({ id, queuedAt }: Turn, now: number): number {
    const boundMs = turnMsMax - handoffReserveMs;
    const seenAt = this.#seen.get(id) ?? performance.now();
    return Math.min(queuedAt + boundMs - now, seenAt + boundMs - performance.now());
  }

  /** When each queued turn was first seen, by the process's clock. */
  #keepSeen(queued: Turn[]): void {
    const seen = queued.map(({ id }) => [id, this.#seen.get(id) ?? performance.now()] as const);
    this.#seen = new Map(seen);
  }
}
