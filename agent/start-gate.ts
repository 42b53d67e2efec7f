import { ownRound } from "./own-round.ts";

/**
 * Lets turns begin one after the other. A turn's way to its call of the model is some milliseconds of work without a pause; a hundred turns that
 * begin at once would make everybody who is reading an answer wait for all of them. So each begins in a round of its own, and nobody holds the
 * gate: who waits on the way, for a booking system elsewhere, makes no other turn wait.
 *
 * One at a time asks for its round. A hundred in that line would be a hundred rounds before a message that has just come is accepted.
 */
export class StartGate {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when this turn may begin, first come first served. */
  enter(): Promise<void> {
    this.#last = this.#last.then(ownRound);
    return this.#last;
  }
}
