import { randomUUID } from "node:crypto";
import { decideAction, listCards } from "../db/actions.ts";
import { acceptMessage } from "../db/conversations.ts";
import { type Db, openDatabase } from "../db/open.ts";
import { seedDemo } from "../db/seed.ts";
import { listTurns } from "../db/turns.ts";
import { buildAgent } from "./build.ts";
import type { AgentParts } from "./context.ts";
import type { LoggedEvent } from "./events.ts";
import type { Model } from "./model/model.ts";

export const seededAt = Date.UTC(2026, 10, 25, 10);

/** A seeded database, an agent on a given model, and one guest's conversation with it. The clock stands still until it is moved. */
export async function startRig({
  model,
  guest = "maria",
  db,
  conversationId = `conv-${randomUUID()}`,
  ...parts
}: { model: Model; guest?: string; db?: Db; conversationId?: string } & Partial<AgentParts>) {
  const database = db ?? openDatabase(":memory:");
  if (!db) await seedDemo(database, { now: seededAt });
  const clock = { now: seededAt + 60_000 };
  const agent = buildAgent({ db: database, models: [model], clock: () => clock.now, ...parts });

  /** Runs everything that is queued, to its end. */
  const run = async (signal = new AbortController().signal): Promise<LoggedEvent[]> => {
    const events: LoggedEvent[] = [];
    for (const status of ["running", "queued"] as const) {
      for (const turn of await listTurns(database, { status })) {
        for await (const event of agent.answer(turn.id, { signal })) events.push(event);
      }
    }
    return events;
  };
  const accept = (text: string) =>
    acceptMessage(database, {
      conversationId,
      guestId: guest,
      messageId: `m-${randomUUID()}`,
      text,
      turnId: `turn-${randomUUID()}`,
      now: clock.now,
    });
  const say = async (text: string, signal?: AbortSignal): Promise<LoggedEvent[]> => {
    await accept(text);
    return run(signal);
  };
  const openCard = async () =>
    (await listCards(database, { conversationId })).findLast((card) => card.state === "offered");
  const press = async (decision: "accept" | "decline") => {
    const card = await openCard();
    return decideAction(database, {
      confirmationId: card?.confirmationId ?? "none",
      conversationId,
      guestId: guest,
      decision,
      now: clock.now,
    });
  };
  return { db: database, agent, clock, conversationId, accept, say, run, press, openCard };
}

/** What the guest reads in these events: text and promises. */
export const textIn = (events: LoggedEvent[]): string =>
  events
    .map((event) =>
      event.type === "text-delta" ? event.delta : event.type === "handoff" ? (event.promise ?? "") : "",
    )
    .join("");

export const outcomeIn = (events: LoggedEvent[]) => {
  const end = events.findLast((event) => event.type === "turn-end");
  return end?.type === "turn-end" ? end.outcome : undefined;
};
