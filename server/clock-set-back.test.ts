import { listCards } from "../db/actions.ts";
import { takeLease } from "../db/lease.ts";
import { ledgerTransactions } from "../db/schema.ts";
import { verifyAudit } from "../db/verify-audit.ts";
import { startServer, textOf } from "./rig-for-tests.ts";

/* The clock of a restarted server is two hours behind what its database has seen (server/steady-clock.ts keeps that from happening while it runs). */

const twoHours = 2 * 3_600_000;
let rig: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  rig = await startServer();
});
afterEach(async () => {
  verifyAudit(rig.db);
  await rig.close();
});

test("messages are answered, in their order", async () => {
  await rig.say("When is check-in?");
  rig.moveClock(-twoHours);
  expect(textOf(await rig.say("And when is check-out?"))).not.toBe("");
  const { messages } = (await (await rig.request(`/v1/chat/${rig.conversationId}`)).json()) as {
    messages: { role: string }[];
  };
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
});

test("a card from before can be accepted, and runs once", async () => {
  const parts = await rig.say("please cancel BK-204");
  const id = parts.find((part) => part.type === "data-confirm")?.id;
  rig.moveClock(-twoHours);
  const press = () =>
    rig.request(`/v1/chat/${rig.conversationId}/confirmations/${id}`, { json: { decision: "accept" } });
  expect((await press()).status).toBe(200);
  await rig.eventsUntil((event) => event.type === "receipt");
  expect((await press()).status).toBe(409);
  const refunds = rig.db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter((row) => row.bookingRef === "BK-204" && row.kind === "refund");
  expect(refunds).toHaveLength(1);
});

test("a newer card still replaces the older one, whose expiry is still ahead", async () => {
  await rig.say("please cancel BK-204");
  rig.moveClock(-twoHours);
  await rig.say("please cancel BK-204");
  const cards = await listCards(rig.db, { conversationId: rig.conversationId });
  expect(cards.map((card) => card.state).sort()).toEqual(["offered", "replaced"]);
});

test("staff are told of a new case, and one process still owns the database", async () => {
  rig.moveClock(-twoHours);
  await rig.say("I want to talk to a person");
  const ana = await rig.staff("ana");
  const { escalations } = (await (await ana("/escalations?status=open")).json()) as {
    escalations: unknown[];
  };
  expect(escalations).toHaveLength(1);
  const lease = takeLease(rig.config.databaseFile);
  expect(() => takeLease(rig.config.databaseFile)).toThrow("in use by another server");
  lease.release();
});
