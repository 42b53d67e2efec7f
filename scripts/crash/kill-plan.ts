import { randomOf } from "./random.ts";

/** What a kill waits for. Everything but `ready` is counted from the moment the server is ready. */
export type Moment =
  /** The server has begun to start: recovery itself is cut off. */
  | "starting"
  | "ready"
  /** A guest's message is on its way, or was answered 200. */
  | "message-sent"
  | "message-taken"
  /** The same for a button, and for what staff decide. */
  | "press-sent"
  | "press-taken"
  | "decision-sent"
  | "decision-taken"
  /** Staff's request to give a credit, or to write down a host's claim, is on its way. */
  | "credit-sent"
  | "claim-sent"
  /** Guests are shown that the assistant is at work, and then the receipt: what a confirmation does falls between the two. */
  | "work-begun"
  | "work-done"
  /** The database's write-ahead log has grown: a commit is under way. */
  | "commit";

export interface Kill {
  moment: Moment;
  /** The how many-eth of its kind in this life of the server. */
  count: number;
  /** From that moment to the signal. */
  delayMs: number;
}

/** Where every kill of a run falls, when one kind of breach is sought. */
export interface Aim {
  moment: Exclude<Moment, "starting" | "commit">;
  delayMsMax: number;
}

/** A life whose moment does not come ends by itself. */
export const lifeMsMax = 900;

/** The kill that ends the server's `index`-th life; aimed, it falls at the first such moment of the life. */
export function planKill(seed: string, index: number, aim: Aim | null = null): Kill {
  const random = randomOf(`${seed}/kill/${index}`);
  if (aim) return { moment: aim.moment, count: 1, delayMs: random.whole(0, aim.delayMsMax) };
  const moment = random.pick(moments);
  switch (moment) {
    case "starting":
      return { moment, count: 1, delayMs: random.whole(0, startingMsMax) };
    case "ready":
      return { moment, count: 1, delayMs: random.whole(0, randomMsMax) };
    case "commit":
      return { moment, count: random.whole(1, commitsMax), delayMs: 0 };
    default:
      return { moment, count: random.whole(1, countsMax[moment]), delayMs: random.whole(0, justAfterMsMax) };
  }
}

/** As often as each is listed. */
// biome-ignore format: a table
const moments: readonly Moment[] = [
  "starting",
  "ready", "ready", "ready", "ready",
  "message-sent", "message-taken", "message-taken",
  "press-sent", "press-taken", "press-taken",
  "work-begun", "work-begun", "work-begun", "work-begun", "work-done",
  "decision-sent", "decision-taken", "credit-sent", "claim-sent",
  "commit", "commit", "commit", "commit",
];

/** Staff decide seldom: a count that no life comes to would be no plan. */
const countsMax = {
  "message-sent": 5,
  "message-taken": 5,
  "press-sent": 3,
  "press-taken": 3,
  "work-begun": 4,
  "work-done": 2,
  "decision-sent": 1,
  "decision-taken": 1,
  "credit-sent": 1,
  "claim-sent": 1,
};

const startingMsMax = 300;
const randomMsMax = 600;
/** What a press sets off takes a few milliseconds. */
const justAfterMsMax = 25;
const commitsMax = 120;
