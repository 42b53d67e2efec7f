import { isDeepStrictEqual } from "node:util";
import type { ConfirmCard, LoggedEvent, Owner, Receipt } from "../../agent/events.ts";

/** The conversation left the plan: a person holds it, though the plan has none. */
export class HandedOff extends Error {}

/** A conversation as its guest sees it: a reading of the events that reached her. */
export class View {
  readonly events: LoggedEvent[] = [];
  readonly cards = new Map<string, ConfirmCard>();
  readonly receipts: Receipt[] = [];
  /** What the wire told that a log cannot: a gap, or another event under a number that was told already. */
  readonly contradictions: string[] = [];
  owner: Owner = "agent";
  #waiting = new Set<() => void>();

  get lastSeq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  add(event: LoggedEvent): void {
    const known = this.events[event.seq - 1];
    if (known && !isDeepStrictEqual(known, event))
      this.contradictions.push(`event ${event.seq} was ${known.type} and is ${event.type}`);
    if (known) return;
    if (event.seq !== this.lastSeq + 1)
      this.contradictions.push(`event ${event.seq} follows event ${this.lastSeq}`);
    this.events.push(event);
    if (event.type === "confirm") this.cards.set(event.card.confirmationId, event.card);
    if (event.type === "receipt") this.receipts.push(event.receipt);
    if (event.type === "handoff") this.owner = event.state;
    for (const look of [...this.#waiting]) look();
  }

  /** The newest card in this state. */
  cardIn(state: ConfirmCard["state"]): ConfirmCard | undefined {
    return [...this.cards.values()].findLast((card) => card.state === state);
  }

  /** Resolves with the first value that is not undefined, now or after an event to come. Throws when `look` does. */
  until<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const again = () => {
        try {
          const found = look();
          if (found === undefined) return;
          this.#waiting.delete(again);
          resolve(found);
        } catch (error) {
          this.#waiting.delete(again);
          reject(error);
        }
      };
      this.#waiting.add(again);
      again();
    });
  }
}
