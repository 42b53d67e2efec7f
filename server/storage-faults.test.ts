import type { Model, ModelChunk } from "../agent/model/model.ts";
import { listCards } from "../db/actions.ts";
import { onChange } from "../db/changes.ts";
import { readAllEvents } from "../db/event-log.ts";
import { ledgerTransactions, messages, turns } from "../db/schema.ts";
import { verifyAudit } from "../db/verify-audit.ts";
import { emptyDisk, fillDisk, lock, unlock } from "./full-disk-for-tests.ts";
import { readParts, startServer, textOf } from "./rig-for-tests.ts";

/*
 * The database takes nothing any more: its disk is full, or it has become read-only. Each request that must store something says so; what was accepted
 * before is answered when the cause is gone; nothing is done twice.
 */

let rig: Awaited<ReturnType<typeof startServer>>;
afterEach(async () => {
  expect(rig.db.$client.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(rig.db.$client.pragma("foreign_key_check")).toEqual([]);
  verifyAudit(rig.db);
  await rig.close();
});

const faults = [
  {
    what: "a full disk",
    begin: fillDisk,
    end: emptyDisk,
    status: 507,
    words: /disk.*full.*Nothing was changed/i,
  },
  {
    what: "a read-only database",
    begin: lock,
    end: unlock,
    status: 503,
    words: /cannot store.*Nothing was changed/i,
  },
];

describe.each(faults)("$what", ({ begin, end, status, words }) => {
  test("a message is refused in plain words, and taken once when the cause is gone", async () => {
    rig = await startServer();
    begin(rig.db);
    const body = rig.chatBody(`When is check-in? ${"And please. ".repeat(300)}`);
    for (let i = 0; i < 3; i++) {
      const refused = await rig.request("/v1/chat", { json: body });
      expect(refused.status).toBe(status);
      expect(refused.headers.get("content-type")).toContain("application/problem+json");
      expect(await refused.json()).toMatchObject({ status, detail: expect.stringMatching(words) });
    }
    expect(mine(messages)).toHaveLength(0);
    end(rig.db);
    expect(textOf(await readParts(await rig.request("/v1/chat", { json: body })))).not.toBe("");
    expect(mine(messages).filter(({ role }) => role === "guest")).toHaveLength(1);
    expect(mine(turns)).toHaveLength(1);
  });

  test("reading goes on: bookings, the conversation, the help centre", async () => {
    rig = await startServer();
    await rig.say("When is check-in?");
    begin(rig.db);
    for (const path of ["/v1/chat", `/v1/chat/${rig.conversationId}`, "/help", "/readyz", "/v1/info"])
      expect([path, (await rig.request(path)).status]).toEqual([path, 200]);
    end(rig.db);
  });

  test("a press is stored or refused, and runs once when it is pressed again", async () => {
    rig = await startServer();
    const parts = await rig.say("please cancel BK-204");
    const id = parts.find((part) => part.type === "data-confirm")?.id;
    const press = () =>
      rig.request(`/v1/chat/${rig.conversationId}/confirmations/${id}`, {
        json: { decision: "accept" },
        headers: { "idempotency-key": "the-key-of-this-press" },
      });
    begin(rig.db);
    // A full disk may have room for these few bytes in pages that it has already; what it takes it keeps.
    const first = await press();
    const [card] = await listCards(rig.db, { conversationId: rig.conversationId });
    expect([status, 200]).toContain(first.status);
    if (first.status === status) expect(card?.state).toBe("offered");
    end(rig.db);
    expect((await press()).status).toBe(200);
    rig.moveClock(60_000);
    await rig.eventsUntil((event) => event.type === "receipt");
    expect((await press()).headers.get("idempotency-replayed")).toBe("true");
    expect(refunds()).toEqual([31_200]);
  });

  test("in the middle of an answer: the guest is told at once, and the turn comes to its end when the cause is gone", async () => {
    const model = pausing();
    rig = await startServer({ model });
    const response = await rig.request("/v1/chat", { json: rig.chatBody("Tell me everything.") });
    const reading = readParts(response);
    await rig.eventsUntil((event) => event.type === "text-delta");
    begin(rig.db);
    model.goOn();
    const told = await reading;
    expect(told.some((part) => part.type === "error" && /kept/.test(String(part.errorText)))).toBe(true);
    expect(told.at(-1)?.type).toBe("finish");
    end(rig.db);
    const events = await rig.eventsUntil((event) => event.type === "turn-end");
    const starts = events.filter((event) => event.type === "turn-start");
    expect(starts.length).toBeGreaterThanOrEqual(1);
    expect(["reply", "handoff"]).toContain(outcomeOf(events.at(-1)));
    const all = await readAllEvents(rig.db, { conversationId: rig.conversationId });
    expect(all.filter((event) => event.type === "turn-end")).toHaveLength(1);
    expect(mine(turns)).toMatchObject([{ status: "done" }]);
  });

  test("while a confirmed refund runs: nothing or everything, and once when the cause is gone", async () => {
    rig = await startServer();
    const parts = await rig.say("please cancel BK-204");
    const id = parts.find((part) => part.type === "data-confirm")?.id;
    // The decision is committed, and before its turn is looked at nothing can be written any more.
    const stop = onChange("turns", () => begin(rig.db));
    const pressed = rig.request(`/v1/chat/${rig.conversationId}/confirmations/${id}`, {
      json: { decision: "accept" },
    });
    expect((await pressed).status).toBe(200);
    stop();
    expect(refunds().length).toBeLessThanOrEqual(1);
    end(rig.db);
    // An action that broke is tried again after a while (db/retry-action.ts).
    rig.moveClock(60_000);
    await rig.eventsUntil((event) => event.type === "receipt");
    expect(refunds()).toEqual([31_200]);
  });
});

/** Says a little, waits to be told to go on, and then says more than a page of the database holds. A second call says it all at once. */
function pausing(): Model & { goOn(): void } {
  let goOn = () => {};
  let calls = 0;
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  return {
    name: "pausing",
    provider: "scripted",
    goOn: () => goOn(),
    health: async () => ({ ok: true, detail: "" }),
    async *stream(): AsyncGenerator<ModelChunk> {
      calls++;
      yield { type: "text", delta: "Let me begin. " };
      if (calls === 1) await told;
      yield { type: "text", delta: "We like our guests very much and are glad to help. ".repeat(200) };
      yield { type: "done", usage: { promptTokens: 1, replyTokens: 1, firstChunkMs: 1, totalMs: 1 } };
    },
  };
}

const mine = <T extends typeof messages | typeof turns>(table: T) =>
  rig.db
    .select()
    .from(table)
    .all()
    .filter((row) => row.conversationId === rig.conversationId) as T["$inferSelect"][];

const refunds = (): number[] =>
  rig.db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter((row) => row.kind === "refund" && row.bookingRef === "BK-204")
    .map((row) => row.amountMinor);

const outcomeOf = (event: unknown) => (event as { outcome?: string }).outcome;
