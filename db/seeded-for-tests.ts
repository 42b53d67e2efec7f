import { clearAction } from "./clear-action.ts";
import { acceptMessage } from "./conversations.ts";
import { type Db, openDatabase } from "./open.ts";
import { seedDemo } from "./seed.ts";

/** Wednesday, 25 November 2026, 10:00 UTC. Maria's stay in Lisbon then is 4–8 December 2026. */
export const demoNow = Date.UTC(2026, 10, 25, 10);

/** A private database with the demo's guests in it. The test closes it. */
export async function seededDatabase(): Promise<Db> {
  const db = openDatabase(":memory:");
  await seedDemo(db, { now: demoNow });
  return db;
}

/** A guest says something: what every action needs to hang on. */
export async function beginTurn(db: Db, { guestId, now = demoNow }: { guestId: string; now?: number }) {
  const conversationId = `conversation-of-${guestId}`;
  const turnId = `turn-of-${guestId}-${now}`;
  const messageId = `message-${now}`;
  const accepted = await acceptMessage(db, {
    conversationId,
    guestId,
    messageId,
    text: "Hello",
    turnId,
    now,
  });
  if (accepted.kind !== "turn") throw new Error(`the message was not taken: ${accepted.kind}`);
  return { conversationId, turnId: accepted.turnId };
}

/** What the pipeline does with a confirmed action that needs no person: effects move money to a guest only after it. */
export const approveByRules = (db: Db, { actionId, now = demoNow }: { actionId: string; now?: number }) =>
  clearAction(db, { actionId, needOf: () => null, approvalMsMax: 0, escalationId: "", summary: "", now });

/** What the pipeline does with one that needs a person. */
export async function awaitApproval(db: Db, { actionId, reason, ...waiting }: AwaitedByTests): Promise<void> {
  const need = { people: 1 as const, first: "agent" as const, second: "lead" as const, because: [] };
  await clearAction(db, {
    actionId,
    needOf: () => ({ need, reason }),
    approvalMsMax: 72 * 3_600_000,
    ...waiting,
  });
}

interface AwaitedByTests {
  actionId: string;
  escalationId: string;
  reason: string;
  summary: string;
  now: number;
}
