import { randomUUID } from "node:crypto";
import { listCards } from "../db/actions.ts";
import { damageClaims, ledgerTransactions } from "../db/schema.ts";
import { signHook } from "./auth/hook-signature.ts";
import { startServer } from "./rig-for-tests.ts";

/* Elena paid a deposit of €300.00 for BK-575. Her host, Núria, says that something was damaged. */

const secret = "a secret of the hosts' system, long enough";
const dayMs = 86_400_000;
const day = (ago: number) => new Date(Date.now() - ago * dayMs).toISOString().slice(0, 10);

let rig: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  rig = await startServer({ env: { HOST_WEBHOOK_URL: "http://127.0.0.1:9", HOST_WEBHOOK_SECRET: secret } });
});
afterEach(() => rig.close());

/** Her stay, over for ten days, is over since so many. */
const endedDaysAgo = (ago: number) =>
  rig.db.$client
    .prepare("UPDATE bookings SET check_in = ?, check_out = ? WHERE ref = 'BK-575'")
    .run(day(ago + 4), day(ago));

async function post(ref: string, body: string, headers = signed(body)) {
  const path = `/v1/hosts/bookings/${ref}/damage-claim`;
  const init = { guest: null, method: "POST", body };
  const response = await rig.request(path, {
    ...init,
    headers: { "content-type": "application/json", ...headers },
  });
  return { status: response.status, json: await response.json() };
}
const signed = (text: string): Record<string, string> => signHook(text, secret, Date.now());
const rows = () => rig.db.select().from(damageClaims).all();
const euros = (minor: number) => ({ minor, currency: "EUR" });
const said = { amount: euros(12_000), words: "The table is scratched" };
const fromHost = (of: object = {}) => JSON.stringify({ bookingRef: "BK-575", host: "Núria", ...said, ...of });

test("a claim is taken signed, of the booking's host, and once", async () => {
  endedDaysAgo(1);
  const taken = { status: 200, json: { deposit: euros(30_000) } };
  expect(await post("BK-575", fromHost())).toEqual(taken);
  expect(await post("BK-575", fromHost())).toEqual(taken);
  expect(rows()).toMatchObject([{ bookingRef: "BK-575", amountMinor: 12_000, actor: "host" }]);
  expect((await post("BK-575", fromHost({ amount: euros(15_000) }))).status).toBe(409);
  expect((await post("BK-575", fromHost({ words: "The chair" }))).status).toBe(409);
  expect(rows()).toHaveLength(1);
  const { mails } = (await (await (await rig.staff())("/mails")).json()) as { mails: unknown[] };
  const subject = "Damage claimed for your booking BK-575";
  expect(mails).toMatchObject([{ to: "elena@example.com", subject, sentAt: null, conversationId: null }]);
});

test("unsigned, odd, of another host, or out of time it changes nothing; another host's booking looks like none", async () => {
  endedDaysAgo(1);
  const body = fromHost();
  const unsigned = await post("BK-575", body, {});
  const ofAnother = await post("BK-575", body, signed(fromHost({ amount: null })));
  expect([unsigned.status, ofAnother.status]).toEqual([401, 401]);
  for (const odd of [
    { amount: euros(0.5) },
    { amount: euros(0) },
    { amount: 12_000 },
    { words: " " },
    { host: undefined },
    { bookingRef: undefined },
  ])
    expect((await post("BK-575", fromHost(odd))).status).toBe(400);
  const foreign = await post("BK-575", fromHost({ host: "Kenji" }));
  expect(foreign.status).toBe(404);
  expect(foreign.json).toEqual((await post("BK-999", fromHost({ bookingRef: "BK-999" }))).json);
  const yen = await post("BK-575", fromHost({ amount: { minor: 12_000, currency: "JPY" } }));
  expect(yen).toMatchObject({ status: 422, json: { detail: "amount.currency: the booking is in EUR" } });
  // Maria has not arrived yet.
  const early = await post("BK-204", fromHost({ bookingRef: "BK-204", host: "Inês" }));
  expect(early.status).toBe(409);
  endedDaysAgo(4);
  expect((await post("BK-575", body)).status).toBe(409);
  expect(rows()).toEqual([]);
});

test("a claim whose words hold half a character is the same when it comes again", async () => {
  endedDaysAgo(1);
  const body = fromHost({ words: "The table \ud83e" });
  for (const _time of [1, 2]) expect((await post("BK-575", body)).status).toBe(200);
  expect(rows()).toMatchObject([{ words: "The table \ufffd" }]);
});

test("what was signed for one booking is nothing for another of the same host", async () => {
  endedDaysAgo(1);
  rig.db.$client.exec(`UPDATE bookings SET check_in = '${day(1)}', check_out = '${day(0)}',
    place_id = (SELECT place_id FROM bookings WHERE ref = 'BK-575') WHERE ref = 'BK-204'`);
  const body = fromHost();
  const headers = signed(body);
  expect((await post("BK-575", body, headers)).status).toBe(200);
  const detail = "bookingRef: must be the one in the address";
  expect(await post("BK-204", body, headers)).toMatchObject({ status: 400, json: { detail } });
  expect(rows()).toMatchObject([{ bookingRef: "BK-575" }]);
  expect((await post("BK-204", fromHost({ bookingRef: "BK-204" }))).status).toBe(200);
});

test("no guest and nobody unknown writes down or reads a claim", async () => {
  for (const guest of [null, "elena"]) {
    const write = await rig.request("/v1/staff/bookings/BK-575/damage-claim", { guest, json: said });
    const read = await rig.request("/v1/staff/damage-claims", { guest });
    expect([write.status, read.status]).toEqual([401, 401]);
  }
  expect(rows()).toEqual([]);
});

test("staff write down what a host said, late and without an amount, and all of staff see who wrote it", async () => {
  const ana = await rig.staff();
  const told = await ana("/bookings/BK-575/damage-claim", { json: { words: said.words } });
  expect(told.status).toBe(200);
  expect((await ana("/bookings/BK-575/damage-claim", { json: said })).status).toBe(409);
  expect((await ana("/bookings/BK-999/damage-claim", { json: said })).status).toBe(404);
  const lea = await rig.staff("lea");
  const { claims } = (await (await lea("/damage-claims")).json()) as { claims: unknown[] };
  const deposit = euros(30_000);
  expect(claims).toMatchObject([
    {
      ...{ bookingRef: "BK-575", guestName: "Elena Ruiz", hostName: "Núria", staffName: "Ana" },
      ...{ amount: null, words: said.words, isLate: true, deposit, left: deposit },
    },
  ]);
});

test("the guest reads that a person decides first; the case shows the claim beside the quote, and what that person approves goes back", async () => {
  const ana = await rig.staff();
  await ana("/bookings/BK-575/damage-claim", { json: said });
  const { id, card } = await asked();
  expect(card).toMatchObject({ label: "Ask for €300.00 back" });
  expect(card?.rule).toBe(
    "Núria claims €120.00 for damage, so a person decides how much of the deposit goes back.",
  );
  await accept(id, card?.confirmationId);
  const waiting = await until(async () => (await waitingCases(ana))[0]);
  expect(refunds()).toEqual([]);
  const { escalation } = (await (await ana(`/escalations/${waiting?.id}`)).json()) as { escalation: Case };
  expect(escalation.money.damageClaim).toMatchObject({
    ...{ hostName: "Núria", amount: said.amount, words: said.words, staffName: "Ana" },
  });
  const trail = await (await ana(`/escalations/${waiting?.id}/audit`)).json();
  expect(trail).toMatchObject({
    trail: { lines: expect.arrayContaining([expect.objectContaining({ kind: "damage-claimed" })]) },
  });
  const key = { "idempotency-key": randomUUID() };
  const approved = await ana(`/escalations/${waiting?.id}/approve`, { json: {}, headers: key });
  expect(approved.status).toBe(200);
  await until(async () => (await cardsOf(id)).find(({ state }) => state === "done"));
  expect(refunds()).toMatchObject([{ amountMinor: 30_000 }]);
});

test("a claim that comes when the deposit has gone back is recorded, and told to hold nothing", async () => {
  const { id, card } = await asked();
  expect(card).toMatchObject({ label: "Refund €300.00" });
  await accept(id, card?.confirmationId);
  await until(async () => (await cardsOf(id)).find(({ state }) => state === "done"));
  const nothing = euros(0);
  endedDaysAgo(1);
  expect(await post("BK-575", fromHost())).toEqual({ status: 200, json: { deposit: nothing } });
  const ana = await rig.staff();
  const listed = await (await ana("/damage-claims")).json();
  expect(listed).toMatchObject({
    claims: [{ deposit: nothing, left: nothing, staffName: null, isLate: false }],
  });
});

interface Case {
  money: { damageClaim: unknown };
}

const cardsOf = (conversationId: string) => listCards(rig.db, { conversationId });

async function asked() {
  const id = `conv-${randomUUID()}`;
  await rig.say("Please refund the deposit of BK-575", { guest: "elena", id });
  return { id, card: (await cardsOf(id)).at(-1) };
}

/** She presses the button. */
async function accept(id: string, confirmationId = ""): Promise<void> {
  const path = `/v1/chat/${id}/confirmations/${confirmationId}`;
  const response = await rig.request(path, { guest: "elena", json: { decision: "accept" } });
  expect(response.status).toBe(200);
}

async function until<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (const stop = AbortSignal.timeout(10_000); ; stop.throwIfAborted()) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise(setImmediate);
  }
}

const refunds = () =>
  rig.db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter(({ kind, bookingRef }) => kind === "refund" && bookingRef === "BK-575");

async function waitingCases(ana: Awaited<ReturnType<typeof rig.staff>>): Promise<{ id: string }[]> {
  const { escalations } = (await (await ana("/escalations")).json()) as { escalations: { id: string }[] };
  return escalations;
}
