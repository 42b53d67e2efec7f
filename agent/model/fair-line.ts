import { ModelError } from "./model.ts";

export interface Waiting {
  /** Who waits. Those of one key wait behind each other; the keys take turns. */
  key: string;
  signal: AbortSignal;
  /** Told at once, and again when it changes: the place in line, 1 being next. 0 when the wait is over. Not called without a wait. */
  onPlace?: (place: number) => void;
}

/** Runs `act` after `ms`, unless it is taken back. A value, so that tests need no time. */
export type Alarm = (ms: number, act: () => void) => () => void;

export interface FairLineParts {
  placesMax: number;
  waitMsMax: number;
  alarm?: Alarm;
  /** While this says true, nobody has to wait. */
  isWaived?: () => boolean;
}

interface Waiter extends Waiting {
  place: number;
  enter(): void;
}

/**
 * A bounded number of places, and a fair line for them: the keys take turns, and within a key the first comes first, so that whoever
 * asks for much waits behind herself. A wait ends with a place, with the signal's reason, or, after `waitMsMax`, with the error "busy".
 */
export class FairLine {
  #taken = 0;
  /** In the order in which the keys are served next. No list is empty. */
  #lines = new Map<string, Waiter[]>();

  constructor(private readonly parts: FairLineParts) {}

  get length(): number {
    return this.#inOrder().length;
  }

  /** Resolves with how to give the place back. */
  async enter(waiting: Waiting): Promise<() => void> {
    if (!this.#hasPlace()) await this.#wait(waiting);
    else this.#taken++;
    return () => {
      this.#taken--;
      this.#serve();
    };
  }

  #hasPlace = (): boolean => this.#taken < this.parts.placesMax || this.parts.isWaived?.() === true;

  #wait(waiting: Waiting): Promise<void> {
    const { alarm = byTimer, waitMsMax } = this.parts;
    return new Promise((resolve, reject) => {
      const leave = () => {
        cancel();
        waiting.signal.removeEventListener("abort", giveUp);
        this.#remove(waiter);
      };
      const waiter: Waiter = {
        ...waiting,
        place: 0,
        enter: () => {
          leave();
          this.#taken++;
          waiting.onPlace?.(0);
          resolve();
        },
      };
      const giveUp = () => {
        leave();
        reject(waiting.signal.reason);
        this.#tell();
      };
      const cancel = alarm(waitMsMax, () => {
        leave();
        reject(new ModelError("busy", `No place at the model within ${waitMsMax / 1000} s`));
        this.#tell();
      });
      waiting.signal.addEventListener("abort", giveUp, { once: true });
      this.#lines.set(waiting.key, [...(this.#lines.get(waiting.key) ?? []), waiter]);
      this.#tell();
    });
  }

  /** Gives free places away. A key that is served goes behind the others. */
  #serve(): void {
    for (let next = this.#inOrder()[0]; next && this.#hasPlace(); next = this.#inOrder()[0]) {
      const { key } = next;
      next.enter();
      const rest = this.#lines.get(key);
      if (!rest) continue;
      this.#lines.delete(key);
      this.#lines.set(key, rest);
    }
    this.#tell();
  }

  #remove(waiter: Waiter): void {
    const rest = (this.#lines.get(waiter.key) ?? []).filter((other) => other !== waiter);
    if (rest.length > 0) this.#lines.set(waiter.key, rest);
    else this.#lines.delete(waiter.key);
  }

  #tell(): void {
    for (const [index, waiter] of this.#inOrder().entries()) {
      if (waiter.place === index + 1) continue;
      waiter.place = index + 1;
      waiter.onPlace?.(waiter.place);
    }
  }

  /** Everybody, in the order of being served: the first of each key, then the second of each, and so on. */
  #inOrder(): Waiter[] {
    const lines = [...this.#lines.values()];
    const rounds = Math.max(0, ...lines.map((line) => line.length));
    return Array.from({ length: rounds }, (_, round) => lines.flatMap((line) => line[round] ?? [])).flat();
  }
}

const byTimer: Alarm = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};
