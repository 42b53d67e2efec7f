import { randomUUID } from "node:crypto";
import type { EscalationDetail } from "../agent/events.ts";
import { listCards } from "../db/actions.ts";
import { findEscalationNotice } from "../db/notifications.ts";
import { jobs, ledgerTransactions, notifications } from "../db/schema.ts";
import { startServer } from "./rig-for-tests.ts";

/* The demo's booking above the second limit: Noor cancels BK-530, €2,482.00. Ana and Tom are agents, Lea is a lead. */

let server: Awaited<ReturnType<typeof startServer>>;
let escalationId: string;
beforeEach(async () => {
  server = await startServer();
  const id = `conv-${randomUUID()}`;
  await server.say("cancel BK-530", { guest: "noor", id });
  const [card] = await listCards(server.db, { conversationId: id });
  expect(card?.amount).toEqual({ minor: 248_200, currency: "EUR" });
  const at = `/v1/chat/${id}/confirmations/${card?.confirmationId}`;
  await server.request(at, { guest: "noor", json: { decision: "accept" } });
  escalationId = await until(async () => {
    const answer = await (await server.staff("ana"))("/escalations");
    return ((await answer.json()) as { escalations: { id: string }[] }).escalations[0]?.id;
  });
});
afterEach(() => server.close());

async function until<T>(find: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const stop = AbortSignal.timeout(10_000); ; stop.throwIfAborted()) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise(setImmediate);
  }
}

const approve = async (name: string) =>
  (await server.staff(name))(`/escalations/${escalationId}/approve`, {
    json: {},
    headers: { "idempotency-key": randomUUID() },
  });
const detail = async () =>
  (await (await (await server.staff("tom"))(`/escalations/${escalationId}`)).json()) as {
    escalation: EscalationDetail;
  };
const jobDone = (id: string) => () =>
  server.db
    .select()
    .from(jobs)
    .all()
    .find((job) => job.id === id)?.state === "done"
    ? true
    : undefined;
const unseen = () =>
  server.db
    .select()
    .from(notifications)
    .all()
    .filter((row) => row.escalationId === escalationId && row.seenAt === null)
    .map(({ staffId }) => staffId)
    .sort();

test("the refund of BK-530 runs after Ana and Lea, and not after Ana and Tom", async () => {
  expect((await approve("ana")).status).toBe(200);
  expect((await approve("ana")).status).toBe(403);
  expect((await approve("tom")).status).toBe(403);
  const refund = () =>
    server.db
      .select()
      .from(ledgerTransactions)
      .all()
      .find((row) => row.kind === "refund" && row.bookingRef === "BK-530")?.amountMinor;
  expect(refund()).toBeUndefined();
  expect((await approve("lea")).status).toBe(200);
  expect(await until(refund)).toBe(248_200);
});

test("after the first approval the lead is notified anew, those who cannot give the second are not, and the case says so", async () => {
  await until(jobDone(`notify-${escalationId}`));
  expect(unseen()).toEqual(["ana", "lea", "tom"]);
  server.db.update(notifications).set({ seenAt: 1 }).run();
  await approve("ana");
  await until(jobDone(`notify-${escalationId}-2`));
  expect(unseen()).toEqual(["lea"]);
  const { escalation } = await detail();
  expect(escalation.reason).toMatch(/^First approval by Ana; it needs a second one, by a lead\. “Cancel/);
  expect(escalation.action?.standing).toMatchObject({ people: 2, givenBy: ["Ana"], next: "lead" });
  expect(await findEscalationNotice(server.db, { escalationId })).toMatchObject({ approvalsGiven: 1 });
});

test("when the lead was first, anybody else is told", async () => {
  await until(jobDone(`notify-${escalationId}`));
  server.db.update(notifications).set({ seenAt: 1 }).run();
  await approve("lea");
  await until(jobDone(`notify-${escalationId}-2`));
  expect(unseen()).toEqual(["ana", "tom"]);
  expect((await detail()).escalation.reason).toMatch(
    /^First approval by Lea; it needs a second one, by another person\./,
  );
});
