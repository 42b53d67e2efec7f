import { ownRound } from "./own-round.ts";

/**
 * Lets turns begin one after the other. A turn's way to its call of the model is some milliseconds of work without a pause; a hundred turns that
 * begin at once would make everybody who is reading an answer wait for all of them. So one turn at a time is on that way, and between two of
 * them the streams that run get their moment.
 */
export class StartGate {
  #waiting: (() => void)[] = [];
  #taken = false;

  /** Resolves, first come first served, with how to let the next one in. Calling it twice does no harm. */
  async enter(): Promise<() => void> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      const next = this.#waiting.shift();
      // After the timers and sockets that are due. The gate stays taken for the one that is let in.
      if (next) void ownRound().then(next);
      else this.#taken = false;
    };
  }
}
