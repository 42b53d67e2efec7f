import { SignJWT } from "jose";
import { listCards } from "../db/actions.ts";
import { listEscalations } from "../db/escalation-list.ts";
import { conversations, messages, turns } from "../db/schema.ts";
import { readParts, startServer, textOf } from "./rig-for-tests.ts";
import { streamsPerGuestMax } from "./stream/stream-cap.ts";

let rig: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  rig = await startServer();
});
afterEach(() => rig.close());

/** What a request that was refused must not leave behind. */
const rows = () => ({
  conversations: rig.db
    .select()
    .from(conversations)
    .all()
    .filter((row) => row.id === rig.conversationId).length,
  messages: rig.db
    .select()
    .from(messages)
    .all()
    .filter((row) => row.conversationId === rig.conversationId).length,
  turns: rig.db
    .select()
    .from(turns)
    .all()
    .filter((row) => row.conversationId === rig.conversationId).length,
});
const nothing = { conversations: 0, messages: 0, turns: 0 };

const problemOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  const problem = (await response.json()) as {
    status: number;
    title: string;
    detail: string;
    type: string;
    state?: string;
    outcome?: unknown;
  };
  expect(problem.status).toBe(response.status);
  expect(problem.title).toBeTruthy();
  return problem;
};

test("a question about check-in is answered as an AI SDK UI message stream that cites the article", async () => {
  const response = await rig.request("/v1/chat", { json: rig.chatBody("how late can I check in?") });
  expect(response.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const parts = await readParts(response);
  const types = parts.map((part) => part.type);
  expect(types[0]).toBe("start");
  expect(types.at(-1)).toBe("finish");
  expect(parts.find((part) => part.type === "source-url")).toMatchObject({
    url: expect.stringMatching(/^\/help\/(late-arrival|check-in-times)$/),
  });
  expect(textOf(parts)).toMatch(/22:00|15:00/);
  expect(textOf(parts)).not.toContain("[[");
});

test("maria cancels: the card names the exact amount, the button runs it, the receipt follows, and a reload shows the same", async () => {
  const parts = await rig.say("please cancel BK-204");
  const card = parts.find((part) => part.type === "data-confirm") as unknown as {
    id: string;
    data: Record<string, unknown>;
  };
  expect(card.data).toMatchObject({
    confirmationId: card.id,
    action: "cancel_booking",
    label: "Cancel and refund €312.00",
    direction: "refund",
    amount: { minor: 31200, currency: "EUR" },
    rule: expect.any(String),
    expiresAt: expect.any(String),
    state: "offered",
  });
  const path = `/v1/chat/${rig.conversationId}/confirmations/${card.id}`;
  const accepted = await rig.request(path, { json: { decision: "accept" } });
  expect([accepted.status, await accepted.json()]).toEqual([
    200,
    { confirmationId: card.id, state: "accepted" },
  ]);
  const events = await rig.eventsUntil((event) => event.type === "receipt");
  expect(events.at(-1)).toMatchObject({
    receipt: { amount: { minor: 31200, currency: "EUR" }, bookingRef: "BK-204" },
  });

  const again = await problemOf(await rig.request(path, { json: { decision: "accept" } }));
  expect(again).toMatchObject({ status: 409, state: "done", outcome: { amount: { minor: 31200 } } });

  await rig.eventsUntil((event) => event.type === "turn-end" && event.outcome === "reply");
  const one = await (await rig.request(`/v1/chat/${rig.conversationId}`)).json();
  const two = await (await rig.request(`/v1/chat/${rig.conversationId}`)).json();
  expect(one).toEqual(two);
  expect(one).toMatchObject({ id: rig.conversationId, owner: "agent", cards: [{ state: "done" }] });
  expect(JSON.stringify(one)).toContain("data-receipt");
});

test("a repeated post is the same turn, also while it runs; the same id with other words is 422", async () => {
  const body = rig.chatBody("hello", "m-same");
  const [first, second] = await Promise.all([
    rig.request("/v1/chat", { json: body }),
    rig.request("/v1/chat", { json: body }),
  ]);
  expect(textOf(await readParts(first))).toBe(textOf(await readParts(second)));
  expect(rows().turns).toBe(1);
  const third = await readParts(await rig.request("/v1/chat", { json: body }));
  expect(third.at(-1)?.type).toBe("finish");
  expect(
    (await problemOf(await rig.request("/v1/chat", { json: rig.chatBody("other words", "m-same") }))).status,
  ).toBe(422);
  expect(rows()).toEqual({ conversations: 1, messages: expect.any(Number), turns: 1 });
});

describe("bad input is a clear problem and leaves nothing behind", () => {
  test("no token, a forged one, an expired one, one for somebody else: 401", async () => {
    const sign = (claims: Record<string, unknown>, secret = rig.config.guestTokenSecret) =>
      new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(secret));
    const exp = Math.floor(Date.now() / 1000) + 60;
    const tokens = [
      "",
      "nonsense",
      await sign({ sub: "maria", aud: "frontdesk", exp }, "x".repeat(40)),
      await sign({ sub: "maria", aud: "frontdesk", exp: exp - 120 }),
      await sign({ sub: "maria", aud: "other", exp }),
      await sign({ sub: "maria", aud: "frontdesk" }),
      await sign({ sub: "nobody", aud: "frontdesk", exp }),
    ];
    for (const token of tokens) {
      const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      const response = await rig.request("/v1/chat", { guest: null, headers, json: rig.chatBody("hi") });
      expect((await problemOf(response)).status).toBe(401);
    }
    expect(rows()).toEqual(nothing);
  });

  test("another guest's conversation is 404 on every path", async () => {
    await rig.say("cancel BK-204");
    const [card] = await listCards(rig.db, { conversationId: rig.conversationId });
    const at = `/v1/chat/${rig.conversationId}`;
    const asJames = { guest: "james" };
    const before = rows();
    const answers = await Promise.all([
      rig.request("/v1/chat", { ...asJames, json: rig.chatBody("hi") }),
      rig.request(at, asJames),
      rig.request(`${at}/stream`, asJames),
      rig.request(`${at}/events`, asJames),
      rig.request(`${at}/handoff`, { ...asJames, method: "POST" }),
      rig.request(`${at}/stop`, { ...asJames, method: "POST" }),
      rig.request(`${at}/confirmations/${card?.confirmationId}`, {
        ...asJames,
        json: { decision: "accept" },
      }),
    ]);
    for (const answer of answers) expect((await problemOf(answer)).status).toBe(404);
    expect(rows()).toEqual(before);
    expect(await listCards(rig.db, { conversationId: rig.conversationId })).toMatchObject([
      { state: "offered" },
    ]);
  });

  test("a message over 4,000 characters is 413; exactly 4,000 is taken", async () => {
    const long = await rig.request("/v1/chat", { json: rig.chatBody("x".repeat(4001)) });
    expect((await problemOf(long)).status).toBe(413);
    const huge = await rig.request("/v1/chat", { json: rig.chatBody("x".repeat(2_000_000)) });
    expect((await problemOf(huge)).status).toBe(413);
    expect(rows()).toEqual(nothing);
    expect((await rig.say("x".repeat(4000))).at(-1)?.type).toBe("finish");
  });

  test.each([
    ["message", {}],
    ["id", { id: "short", message: { id: "m", role: "user", parts: [{ type: "text", text: "hi" }] } }],
    [
      "message.role",
      { id: "c".repeat(20), message: { id: "m", role: "system", parts: [{ type: "text", text: "hi" }] } },
    ],
    ["message.parts", { id: "c".repeat(20), message: { id: "m", role: "user", parts: [] } }],
    [
      "message.parts.0.type",
      { id: "c".repeat(20), message: { id: "m", role: "user", parts: [{ type: "file", url: "x" }] } },
    ],
    [
      "message.parts",
      { id: "c".repeat(20), message: { id: "m", role: "user", parts: [{ type: "text", text: "  " }] } },
    ],
  ])("a malformed body is 400 and names %s", async (field, json) => {
    const problem = await problemOf(await rig.request("/v1/chat", { json }));
    expect(problem.status).toBe(400);
    expect(JSON.stringify(problem)).toContain(field);
    expect(rows()).toEqual(nothing);
  });

  test("JSON that cannot be read is 400, an unknown address 404", async () => {
    const response = await rig.request("/v1/chat", {
      body: "{not json",
      headers: { "content-type": "application/json" },
    });
    expect((await problemOf(response)).status).toBe(400);
    expect((await problemOf(await rig.request("/nowhere"))).status).toBe(404);
    expect((await problemOf(await rig.request("/v1/chat/none"))).status).toBe(404);
  });

  test("an unknown confirmation is 404, a wrong decision 400, an expired one 409 with nothing done", async () => {
    await rig.say("cancel BK-204");
    const [card] = await listCards(rig.db, { conversationId: rig.conversationId });
    const at = `/v1/chat/${rig.conversationId}/confirmations`;
    expect(
      (await problemOf(await rig.request(`${at}/cf_none`, { json: { decision: "accept" } }))).status,
    ).toBe(404);
    expect(
      (await problemOf(await rig.request(`${at}/${card?.confirmationId}`, { json: { decision: "perhaps" } })))
        .status,
    ).toBe(400);
    rig.moveClock(11 * 60_000);
    const late = await problemOf(
      await rig.request(`${at}/${card?.confirmationId}`, { json: { decision: "accept" } }),
    );
    expect(late).toMatchObject({ status: 409, state: "expired" });
  });
});

test("a person is asked for, claims, answers in the guest's chat, and the agent stays silent until it is handed back", async () => {
  await rig.say("how late can I check in?");
  const asked = await rig.request(`/v1/chat/${rig.conversationId}/handoff`, { method: "POST" });
  expect(await asked.json()).toMatchObject({ state: "queued", position: 1 });
  const parts = await rig.say("are you there?");
  expect(parts.map((part) => part.type)).toEqual(["start", "data-handoff", "finish"]);

  const ana = await rig.staff();
  const listed = (await (await ana("/escalations")).json()) as { escalations: { id: string }[] };
  const id = listed.escalations[0]?.id;
  expect((await ana(`/escalations/${id}/claim`, { method: "POST" })).status).toBe(200);
  const tom = await rig.staff("tom");
  expect((await problemOf(await tom(`/escalations/${id}/claim`, { method: "POST" }))).status).toBe(409);
  expect(
    (await ana(`/escalations/${id}/reply`, { json: { messageId: "s-1", text: "Hello Maria, Ana here." } }))
      .status,
  ).toBe(200);
  const heard = await rig.eventsUntil((event) => event.type === "staff-message");
  expect(heard.at(-1)).toMatchObject({ text: "Hello Maria, Ana here.", staffName: "Ana" });
  expect((await rig.say("thank you")).map((part) => part.type)).toEqual(["start", "data-handoff", "finish"]);

  expect((await ana(`/escalations/${id}/hand-back`, { method: "POST" })).status).toBe(200);
  expect(textOf(await rig.say("how late can I check in?"))).not.toBe("");
  expect(await listEscalations(rig.db, {})).toEqual([]);
});

test("the handoff button after an earlier handoff is told once, in its own place", async () => {
  await rig.say("I want to talk to a human");
  const ana = await rig.staff();
  const open = async () =>
    ((await (await ana("/escalations")).json()) as { escalations: { id: string }[] }).escalations[0]?.id;
  const first = await open();
  await ana(`/escalations/${first}/claim`, { method: "POST" });
  await ana(`/escalations/${first}/hand-back`, { method: "POST" });
  await rig.request(`/v1/chat/${rig.conversationId}/handoff`, { method: "POST" });
  const { messages: told } = (await (await rig.request(`/v1/chat/${rig.conversationId}`)).json()) as {
    messages: { parts: { text?: string }[] }[];
  };
  const promises = told.map(
    (message) => message.parts.filter((part) => part.text?.includes("passed your conversation")).length,
  );
  expect(promises.filter((count) => count > 0)).toEqual([1, 1]);
});

test("a staff reply under an id that is in use is 422, and the same reply again is the same reply", async () => {
  await rig.say("I want to talk to a human", { messageId: "m-guest" });
  const ana = await rig.staff();
  const { escalations } = (await (await ana("/escalations")).json()) as { escalations: { id: string }[] };
  const at = `/escalations/${escalations[0]?.id}`;
  await ana(`${at}/claim`, { method: "POST" });
  const reply = (messageId: string, text: string) => ana(`${at}/reply`, { json: { messageId, text } });
  expect((await problemOf(await reply("m-guest", "Hello"))).status).toBe(422);
  expect((await reply("s-1", "Hello")).status).toBe(200);
  expect((await reply("s-1", "Hello")).status).toBe(200);
  expect((await problemOf(await reply("s-1", "Goodbye"))).status).toBe(422);
});

test("a card cannot be decided while a person holds the conversation", async () => {
  await rig.say("cancel BK-204");
  const [card] = await listCards(rig.db, { conversationId: rig.conversationId });
  await rig.request(`/v1/chat/${rig.conversationId}/handoff`, { method: "POST" });
  const path = `/v1/chat/${rig.conversationId}/confirmations/${card?.confirmationId}`;
  expect(await problemOf(await rig.request(path, { json: { decision: "accept" } }))).toMatchObject({
    status: 409,
    state: "offered",
  });
});

test("another site's widget may read what was wrong, and a client's long history is read over", async () => {
  const bad = await rig.request("/v1/chat", {
    body: "{",
    headers: { "content-type": "application/json", origin: "https://example.com" },
  });
  expect([bad.status, bad.headers.get("access-control-allow-origin")]).toEqual([400, "*"]);
  const messages = Array.from({ length: 100 }, () => "x".repeat(1_000));
  expect((await rig.request("/v1/chat", { json: { ...rig.chatBody("hi"), messages } })).status).toBe(200);
});

test("half of a surrogate pair is mended before it is stored, so the same post stays the same post", async () => {
  const body = rig.chatBody("half \ud83d", "m-half");
  await readParts(await rig.request("/v1/chat", { json: body }));
  expect((await rig.request("/v1/chat", { json: body })).status).toBe(200);
});

test("a guest's long-lived streams are bounded, and a closed one makes room", async () => {
  await rig.say("hello");
  const stops = Array.from({ length: streamsPerGuestMax }, () => new AbortController());
  const at = `/v1/chat/${rig.conversationId}/events`;
  for (const stop of stops) expect((await rig.request(at, { signal: stop.signal })).status).toBe(200);
  expect((await problemOf(await rig.request(at))).status).toBe(429);
  for (const stop of stops) stop.abort();
});

test("staff routes need a staff session, and a guest's token is none", async () => {
  for (const path of ["/me", "/escalations", "/escalations/x", "/events"]) {
    expect((await problemOf(await rig.request(`/v1/staff${path}`))).status).toBe(401);
  }
  const wrong = await rig.request("/v1/staff/login", {
    guest: null,
    json: { name: "ana", password: "wrong" },
  });
  expect((await problemOf(wrong)).status).toBe(401);
});

test("the stream of an idle conversation is 204, the list is the guest's own", async () => {
  await rig.say("hello");
  expect((await rig.request(`/v1/chat/${rig.conversationId}/stream`)).status).toBe(204);
  expect(await (await rig.request("/v1/chat")).json()).toMatchObject({
    conversations: [{ id: rig.conversationId, owner: "agent", preview: "hello" }],
  });
  expect(await (await rig.request("/v1/chat", { guest: "jonas" })).json()).toEqual({ conversations: [] });
});

test("events resume after Last-Event-ID, without a gap", async () => {
  await rig.say("hello");
  const all = await rig.eventsUntil((event) => event.type === "turn-end");
  expect(all.map((event) => event.seq)).toEqual(all.map((_, index) => index + 1));
  const rest = await rig.eventsUntil((event) => event.type === "turn-end", { after: 3 });
  expect(rest).toEqual(all.slice(3));
});

test("the demo mints tokens for seeded guests; without demo mode there is no such route", async () => {
  const minted = await rig.request("/v1/demo/token", { guest: null, json: { guest: "maria" } });
  const { token } = (await minted.json()) as { token: string };
  expect(
    (await rig.request("/v1/chat", { guest: null, headers: { authorization: `Bearer ${token}` } })).status,
  ).toBe(200);
  expect(
    (await problemOf(await rig.request("/v1/demo/token", { guest: null, json: { guest: "nobody" } }))).status,
  ).toBe(404);
  const secrets = { GUEST_TOKEN_SECRET: "g".repeat(32), STAFF_SESSION_SECRET: "s".repeat(32) };
  const real = await startServer({ env: { DEMO: "false", ...secrets } });
  expect(
    (await problemOf(await real.request("/v1/demo/token", { guest: null, json: { guest: "maria" } }))).status,
  ).toBe(404);
  await real.close();
});

test("readyz names model, queue and database and their states", async () => {
  expect(await (await rig.request("/readyz", { guest: null })).json()).toMatchObject({
    status: "ready",
    model: { provider: "offline", ok: true },
    queue: { name: expect.stringContaining("embedded"), ok: true },
    database: { name: expect.stringContaining("SQLite"), ok: true },
  });
  expect((await rig.request("/healthz", { guest: null })).status).toBe(200);
});
