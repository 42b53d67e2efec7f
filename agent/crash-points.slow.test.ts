import { jest } from "@jest/globals";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { decideApproval } from "../db/approvals.ts";
import { listEscalations } from "../db/escalation-list.ts";
import { readAllEvents } from "../db/event-log.ts";
import type { LoggedEvent } from "../db/event-types.ts";
import { type Db, openDatabase } from "../db/open.ts";
import { actions, conversations, ledgerTransactions, turns } from "../db/schema.ts";
import { seedDemo } from "../db/seed.ts";
import { ingestArticles } from "../knowledge/ingest.ts";
import { offlineModel } from "./model/offline.ts";
import { seededAt, startRig } from "./rig-for-tests.ts";

/*
 * A crash can only be noticed between two commits. So the database is copied after every commit of a conversation (ours and
 * LangGraph's), each copy is what a process killed right then leaves behind, and a new process goes on from it. Whatever the point:
 * nothing is doubled, nothing is stuck, and the guest can still read what she had been told.
 */

jest.setTimeout(180_000);

type Rig = Awaited<ReturnType<typeof startRig>>;

/** `commitsMin`: fewer would mean that not all were noticed. */
const journeys: { name: string; guest: string; commitsMin: number; play: (rig: Rig) => Promise<void> }[] = [
  {
    name: "a question for the help centre",
    guest: "maria",
    commitsMin: 3,
    play: async (rig) => void (await rig.say("how late can I check in?")),
  },
  {
    name: "a wish for a person",
    guest: "maria",
    commitsMin: 4,
    play: async (rig) => void (await rig.say("I want to talk to a human")),
  },
  {
    name: "a cancellation by the button",
    guest: "maria",
    commitsMin: 10,
    play: async (rig) => {
      await rig.say("Cancel BK-204");
      await rig.press("accept");
      await rig.run();
    },
  },
  {
    name: "a cancellation by a typed yes",
    guest: "maria",
    commitsMin: 10,
    play: async (rig) => {
      await rig.say("Cancel BK-204");
      await rig.say("yes");
    },
  },
  {
    name: "a cancellation that a person approves",
    guest: "james",
    commitsMin: 18,
    play: async (rig) => {
      await rig.say("Cancel BK-355");
      await rig.press("accept");
      await rig.run();
      const [approval] = await listEscalations(rig.db, {});
      const by = { escalationId: approval?.id ?? "", staffId: "ana", reason: null, now: rig.clock.now };
      await decideApproval(rig.db, { ...by, decision: "approve" });
      await rig.run();
    },
  },
];

test.each(journeys)(
  "killed after any commit of $name, a new process leaves nothing doubled, stuck or unsaid",
  async ({ guest, commitsMin, play }) => {
    const crashes = await recordCrashes(guest, play);
    expect(crashes.length).toBeGreaterThanOrEqual(commitsMin);
    const breaches: string[] = [];
    for (const [index, { snapshot, conversationId }] of crashes.entries()) {
      for (const breach of await restart(snapshot, conversationId))
        breaches.push(`after commit ${index}: ${breach}`);
    }
    expect(breaches).toEqual([]);
  },
);

async function recordCrashes(guest: string, play: (rig: Rig) => Promise<void>) {
  const db = openDatabase(":memory:");
  await seedDemo(db, { now: seededAt });
  await ingestArticles(db, { folder: "knowledge/articles" });
  const rig = await startRig({ model: offlineModel(), guest, db });
  const crashes: { snapshot: Buffer; conversationId: string }[] = [];
  const stop = onEveryCommit(db, () =>
    crashes.push({ snapshot: db.$client.serialize(), conversationId: rig.conversationId }),
  );
  await play(rig);
  stop();
  return crashes;
}

/** Ours are transactions of the handle, checkpoints with them; what LangGraph keeps beside those is written by its saver itself. */
function onEveryCommit(db: Db, committed: () => void): () => void {
  const client = db.$client;
  const prepare = client.transaction.bind(client);
  client.transaction = ((work: (...args: unknown[]) => unknown) => {
    const transaction = prepare(work);
    const immediate = (...args: unknown[]) => {
      const result = transaction.immediate(...args);
      committed();
      return result;
    };
    return Object.assign((...args: unknown[]) => transaction(...args), { immediate });
  }) as unknown as typeof client.transaction;
  const { putWrites } = SqliteSaver.prototype;
  SqliteSaver.prototype.putWrites = async function (...args) {
    await putWrites.apply(this, args);
    committed();
  };
  return () => Object.assign(SqliteSaver.prototype, { putWrites });
}

/** Goes on in a new process and says what is wrong then. */
async function restart(snapshot: Buffer, conversationId: string): Promise<string[]> {
  const db = openDatabase(snapshot);
  const rig = await startRig({ model: offlineModel(), db });
  for (let round = 0; round < 3; round++) await rig.run();
  const events = await readAllEvents(db, { conversationId });
  const breaches = [...unfinished(db), ...unsaid(db, events, conversationId)];
  db.$client.close();
  return breaches;
}

function unfinished(db: Db): string[] {
  const open = db
    .select()
    .from(turns)
    .all()
    .filter((turn) => turn.status === "queued" || turn.status === "running");
  const stuck = db
    .select()
    .from(actions)
    .all()
    .filter((action) => action.state === "accepted" || action.state === "approved");
  const refunds = db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter((row) => row.kind === "refund");
  const doubled = refunds.length - new Set(refunds.map((row) => row.bookingRef)).size;
  return [
    ...open.map((turn) => `turn ${turn.status}`),
    ...stuck.map((action) => `action ${action.state}`),
    ...(doubled > 0 ? [`${doubled} refunds doubled`] : []),
  ];
}

/** What a reader of the log sees: a leg that began again replaces its torso. */
function unsaid(db: Db, events: LoggedEvent[], conversationId: string): string[] {
  const seen = visible(events);
  const mine = db
    .select()
    .from(actions)
    .all()
    .filter((action) => action.conversationId === conversationId);
  const held = db
    .select()
    .from(conversations)
    .all()
    .find((row) => row.id === conversationId)?.owner;
  const has = (type: LoggedEvent["type"]) => seen.some((event) => event.type === type);
  return [
    ...(has("text-delta") || has("handoff") || has("confirm") ? [] : ["nothing was said"]),
    ...(held === "queued" && !has("handoff") ? ["the handoff is not told"] : []),
    ...mine.filter(() => !has("confirm")).map(() => "the card is gone"),
    ...mine.filter((action) => action.state === "done" && !has("receipt")).map(() => "the receipt is gone"),
  ];
}

function visible(events: LoggedEvent[]): LoggedEvent[] {
  let kept: LoggedEvent[] = [];
  const open = new Map<string, number>();
  for (const event of events) {
    if (event.type === "turn-start") {
      const torso = open.get(event.turnId);
      if (torso !== undefined)
        kept = kept.filter((other, index) => index < torso || other.turnId !== event.turnId);
      open.set(event.turnId, kept.length);
    }
    if (event.type === "turn-end") open.delete(event.turnId);
    kept.push(event);
  }
  return kept;
}
