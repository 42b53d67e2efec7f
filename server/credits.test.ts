import { randomUUID } from "node:crypto";
import type { AuditTrail } from "../agent/events.ts";
import { listCards } from "../db/actions.ts";
import { logDecision } from "../db/audit.ts";
import { listCreditOfGuest } from "../db/credits.ts";
import { listUnbalanced } from "../db/end-state.ts";
import { atomically } from "../db/open.ts";
import { audit, escalations, ledgerEntries, ledgerTransactions } from "../db/schema.ts";
import { AuditBroken, verifyAudit } from "../db/verify-audit.ts";
import { startServer, textOf } from "./rig-for-tests.ts";

/*
 * Maria asks for a person; whoever takes the case gives her a credit for BK-204, in EUR. The limits are 500 for one, 1,000 in her 30 days,
 * and 2,000 for one person alone.
 */

let server: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const body = { bookingRef: "BK-204", amountMinor: 2_500, currency: "EUR", reason: "The heating was out." };

test("a credit is in the ledger, in the audit log and in the guest's chat, to the cent", async () => {
  const ana = await holder("ana");
  const answer = await ana.give(body);
  expect(answer.status).toBe(200);
  const { escalation } = (await answer.json()) as { escalation: { transcript: { type: string }[] } };
  expect(escalation.transcript.at(-1)).toMatchObject({
    type: "staff-message",
    staffName: "Ana",
    text: expect.stringMatching(/credit of €25\.00 for booking BK-204.*heating was out.*is now €25\.00/s),
  });
  expect(balance()).toEqual([{ currency: "EUR", minor: 2_500 }]);
  expect(given()).toHaveLength(1);
  expect(creditRows()).toMatchObject([{ actor: "staff:ana", conversationId: ana.conversationId }]);
  expect((await ana.trail()).lines).toMatchObject([
    {
      kind: "credit-given",
      by: { name: "Ana" },
      amount: { minor: 2_500, currency: "EUR" },
      words: body.reason,
    },
  ]);
  expect(await listUnbalanced(server.db)).toEqual([]);
  expect(() => verifyAudit(server.db)).not.toThrow();
});

test("without a key nothing is given; the same key once; another amount under it is 422", async () => {
  const ana = await holder("ana");
  const refused = await ana.post(body, {});
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ type: "urn:frontdesk:problem:idempotency-key-missing" });
  expect(given()).toEqual([]);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ana.give(body, key)));
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  const again = await ana.give(body, key);
  expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
  expect((await ana.give({ ...body, amountMinor: 2_501 }, key)).status).toBe(422);
  expect(given()).toHaveLength(1);
  expect(balance()).toEqual([{ currency: "EUR", minor: 2_500 }]);
});

test("a credit that cannot be told is not given, and its key is free for the next try", async () => {
  const ana = await holder("ana");
  const key = randomUUID();
  server.db.$client.exec(
    "CREATE TRIGGER untold BEFORE INSERT ON messages WHEN new.role = 'staff' BEGIN SELECT RAISE(ABORT, 'not kept'); END",
  );
  expect((await ana.give(body, key)).status).toBe(500);
  expect([given(), creditRows(), balance()]).toEqual([[], [], []]);
  server.db.$client.exec("DROP TRIGGER untold");
  expect((await ana.give(body, key)).status).toBe(200);
  expect([given().length, creditRows().length]).toEqual([1, 1]);
});

test("only who holds the conversation gives one", async () => {
  const ana = await holder("ana", { claim: false });
  expect((await ana.give(body)).status).toBe(409);
  await ana.claim();
  const tom = await holder("tom", { claim: false });
  expect((await tom.give(body)).status).toBe(409);
  const asGuest = await server.request(`/v1/staff/escalations/${ana.id}/credit`, { json: body });
  expect(asGuest.status).toBe(401);
  expect(given()).toEqual([]);
});

test.each([
  ["another guest's booking", { bookingRef: "BK-355" }, 422, /^bookingRef/],
  ["no booking", { bookingRef: "BK-000" }, 422, /^bookingRef/],
  ["another currency", { currency: "JPY" }, 422, /^currency: must be EUR/],
  [
    "more than one person gives alone",
    { amountMinor: 200_001 },
    422,
    /^amountMinor: must not be above €2,000/,
  ],
  ["above the limit of one, without a lead", { amountMinor: 50_001 }, 403, /lead/],
  ["half a minor unit", { amountMinor: 0.5 }, 400, /amountMinor/],
  ["nothing", { amountMinor: 0 }, 400, /amountMinor/],
  ["no reason", { reason: " " }, 400, /reason/],
])("%s is refused, and nothing is given", async (_what, wrong, status, detail) => {
  const ana = await holder("ana");
  const answer = await ana.give({ ...body, ...wrong });
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(await answer.json()).toMatchObject({ status, detail: expect.stringMatching(detail) });
  expect(given()).toEqual([]);
  expect(creditRows()).toEqual([]);
});

test("another guest's booking is refused also when he has a conversation", async () => {
  await server.say("When is check-in?", { guest: "james", id: `conv-${randomUUID()}` });
  const ana = await holder("ana");
  expect((await ana.give({ ...body, bookingRef: "BK-355" })).status).toBe(422);
  expect(given()).toEqual([]);
});

test("credits of 30 days are summed: the one that would pass the guest's limit needs a lead", async () => {
  const ana = await holder("ana");
  for (const amountMinor of [50_000, 50_000])
    expect((await ana.give({ ...body, amountMinor })).status).toBe(200);
  expect((await ana.give({ ...body, amountMinor: 1 })).status).toBe(403);
  expect(balance()).toEqual([{ currency: "EUR", minor: 100_000 }]);
});

test.each([
  ["ana", 403, 0],
  ["lea", 200, 1],
])(
  "while what has moved cannot be read an agent gives nothing and a lead may: %s",
  async (name, status, credits) => {
    await server.say("cancel BK-204", { id: `conv-${randomUUID()}` });
    server.db.$client.exec("UPDATE actions SET state = 'approved', quote = '{' WHERE guest_id = 'maria'");
    const person = await holder(name);
    expect((await person.give(body)).status).toBe(status);
    expect(given()).toHaveLength(credits);
  },
);

test("of twenty at once, each with a key of its own, as many are given as fit under the guest's limit", async () => {
  const ana = await holder("ana");
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ana.give({ ...body, amountMinor: 20_000 })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(5);
  expect(statuses.filter((status) => status === 403)).toHaveLength(15);
  expect([given().length, creditRows().length]).toEqual([5, 5]);
  expect(balance()).toEqual([{ currency: "EUR", minor: 100_000 }]);
  expect(() => verifyAudit(server.db)).not.toThrow();
});

test("a lead gives what is above the limit of one", async () => {
  const lead = await holder("lea");
  expect((await lead.give({ ...body, amountMinor: 50_001 })).status).toBe(200);
  expect(balance()).toEqual([{ currency: "EUR", minor: 50_001 }]);
});

test("what was given pays for the next booking, once, and the audit log and the ledger agree", async () => {
  const ana = await holder("ana");
  await ana.give(body);
  await ana.handBack();
  await server.say("Book the Garden Flat in Graça from 10 to 14 December for two people");
  const [card] = await listCards(server.db, { conversationId: ana.conversationId });
  expect(card).toMatchObject({ direction: "charge", credit: { minor: 2_500, currency: "EUR" } });
  expect(card?.rule).toContain("€25.00 comes from your credit, and €331.80 is charged to Visa ending 4242.");
  const at = `/v1/chat/${ana.conversationId}/confirmations/${card?.confirmationId}`;
  const presses = Array.from({ length: 5 }, () => server.request(at, { json: { decision: "accept" } }));
  const statuses = (await Promise.all(presses)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 409, 409, 409, 409]);
  await server.eventsUntil(({ type }) => type === "receipt");
  expect(balance()).toEqual([]);
  expect(await listUnbalanced(server.db)).toEqual([]);
  expect(() => verifyAudit(server.db)).not.toThrow();
  expect(textOf(await server.say("Do I have any credit?"))).toContain("You have no credit with us.");
});

test("a credit that was written past the code is found by the audit's check", async () => {
  const moved = { kind: "credit" as const, bookingRef: "BK-204", amountMinor: 900, currency: "EUR" };
  server.db
    .insert(ledgerTransactions)
    .values({ id: "sly", ...moved, method: "Credit", createdAt: 1 })
    .run();
  server.db
    .insert(ledgerEntries)
    .values([
      { transactionId: "sly", account: "goodwill", amountMinor: -900 },
      { transactionId: "sly", account: "guest_credit", amountMinor: 900 },
    ])
    .run();
  expect(() => verifyAudit(server.db)).toThrow(AuditBroken);
  expect(() => verifyAudit(server.db)).toThrow("credit sly");
});

test("a credit of the log that is not in the ledger is found by the audit's check", async () => {
  const { conversationId } = await holder("ana");
  atomically(server.db, (tx) =>
    logDecision(tx, {
      ...{ kind: "credit-given", actor: "staff:ana", conversationId, actionId: null, now: 1 },
      data: { ledgerTransactionId: "never", bookingRef: "BK-204", amount: { minor: 900, currency: "EUR" } },
    }),
  );
  expect(() => verifyAudit(server.db)).toThrow("the log tells of credit never, which is not in the ledger");
});

/** Signs somebody in, who takes the case that Maria's call for a person opened. */
async function holder(name: string, { claim = true } = {}) {
  await server.say("I want to talk to a human");
  const row = server.db.select().from(escalations).get()!;
  const ask = await server.staff(name);
  const path = `/escalations/${row.id}`;
  const post = (json: unknown, headers: Record<string, string>) => ask(`${path}/credit`, { json, headers });
  const take = () => ask(`${path}/claim`, { method: "POST" });
  if (claim) await take();
  const handBack = () => ask(`${path}/hand-back`, { method: "POST" });
  const give = (json: unknown, key: string = randomUUID()) => post(json, { "idempotency-key": key });
  const trail = async () => ((await (await ask(`${path}/audit`)).json()) as { trail: AuditTrail }).trail;
  return { id: row.id, conversationId: row.conversationId, post, give, claim: take, handBack, trail };
}

const balance = () => listCreditOfGuest(server.db, { guestId: "maria" });
const given = () =>
  server.db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter(({ kind }) => kind === "credit");
const creditRows = () =>
  server.db
    .select()
    .from(audit)
    .all()
    .filter(({ kind }) => kind === "credit-given");
