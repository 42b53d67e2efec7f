import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { insertJob } from "../db/jobs.ts";
import { atomically, type Db } from "../db/open.ts";
import { actions, audit, mails, problems } from "../db/schema.ts";
import { beginTurn } from "../db/seeded-for-tests.ts";
import { hookAgeMsMax, isSignedHook, signHook } from "./auth/hook-signature.ts";
import { startServer } from "./rig-for-tests.ts";

const secret = "a secret of the hosts' system, long enough";
const told: { body: string; header: (name: string) => string | undefined }[] = [];

let hosts: Server;
let rig: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  hosts = createServer(async (request, response) => {
    const body = (await request.toArray()).join("");
    told.push({ body, header: (name) => request.headers[name] as string | undefined });
    response.writeHead(204).end();
    hosts.emit("told");
  }).listen(0, "127.0.0.1");
  await once(hosts, "listening");
  const url = `http://127.0.0.1:${(hosts.address() as AddressInfo).port}/problems`;
  rig = await startServer({ env: { HOST_WEBHOOK_URL: url, HOST_WEBHOOK_SECRET: secret } });
});
afterAll(async () => {
  await rig.close();
  hosts.closeAllConnections();
  hosts.close();
});

let count = 0;
/** Li's problem in Tokyo, as the effect of report_problem commits it. Returns its id. */
async function problemOfLi(db: Db): Promise<string> {
  const id = `cf_${++count}`;
  const now = Date.now();
  const { conversationId, turnId } = await beginTurn(db, { guestId: "li", now: now + count });
  const action = {
    id,
    conversationId,
    turnId,
    guestId: "li",
    tool: "report_problem",
    subject: "BK-417/problem",
  };
  const problemId = `problem-${id}`;
  const problem = {
    kind: "broken" as const,
    description: "No hot water",
    openedAt: now,
    replyDueAt: now + 86_400_000,
  };
  atomically(db, (tx) => {
    tx.insert(actions)
      .values({
        ...action,
        input: "{}",
        quote: "{}",
        hash: id,
        state: "done",
        createdAt: now,
        expiresAt: now,
      })
      .run();
    tx.insert(problems)
      .values({ id: problemId, bookingRef: "BK-417", confirmationId: id, ...problem })
      .run();
    insertJob(tx, { id: `notify-host-${id}`, kind: "notify-host", payload: { problemId }, now });
  });
  return problemId;
}

const reply = { outcome: "accepted", words: "A plumber comes at noon." };
const replyTo = (problemId: string, of: object = {}) => JSON.stringify({ problemId, ...reply, ...of });

async function post(id: string, body: string, headers: Record<string, string>) {
  const response = await rig.request(`/v1/hosts/problems/${id}/reply`, {
    guest: null,
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return response.status;
}
const signed = (body: string, at = Date.now()) => signHook(body, secret, at);
const rowOf = (id: string) =>
  rig.services.db
    .select()
    .from(problems)
    .all()
    .find((row) => row.id === id);

test("the hosts' system is told of a problem, signed, and its signed reply is taken once", async () => {
  const heard = once(hosts, "told");
  const id = await problemOfLi(rig.services.db);
  await heard;
  const notice = told.at(-1)!;
  expect(isSignedHook(notice, secret, Date.now())).toBe(true);
  expect(JSON.parse(notice.body)).toMatchObject({
    problemId: id,
    bookingRef: "BK-417",
    kind: "broken",
    description: "No hot water",
  });
  expect(notice.body).not.toMatch(/Li Wei|example\.com/);

  const body = replyTo(id);
  expect(await post(id, body, signed(body))).toBe(204);
  expect(await post(id, body, signed(body))).toBe(204);
  expect(rowOf(id)).toMatchObject({ outcome: "accepted", hostReply: reply.words });
  const other = replyTo(id, { outcome: "refused" });
  expect(await post(id, other, signed(other))).toBe(409);
  expect(rowOf(id)).toMatchObject({ outcome: "accepted" });
  const logged = rig.services.db
    .select()
    .from(audit)
    .all()
    .filter(({ kind }) => kind === "host-replied");
  expect(logged).toMatchObject([
    { actor: "host", data: JSON.stringify({ problemId: id, outcome: "accepted" }) },
  ]);
});

test("a reply whose words hold half a character is the same when it comes again", async () => {
  const id = await problemOfLi(rig.services.db);
  const body = replyTo(id, { words: "At noon \ud83d" });
  for (const _time of [1, 2]) expect(await post(id, body, signed(body))).toBe(204);
  expect(rowOf(id)).toMatchObject({ hostReply: "At noon \ufffd" });
});

describe("a reply is refused, and changes nothing,", () => {
  let id: string;
  let body: string;
  beforeAll(async () => {
    id = await problemOfLi(rig.services.db);
    body = replyTo(id);
  });
  afterEach(() => expect(rowOf(id)).toMatchObject({ outcome: null, repliedAt: null }));

  test.each<[string, () => Record<string, string>]>([
    ["unsigned", () => ({})],
    ["with another secret", () => signHook(body, "another secret", Date.now())],
    ["with the signature of another body", () => signed(`${body} `)],
    ["when it is too old", () => signed(body, Date.now() - hookAgeMsMax - 1_000)],
    [
      "when its time was changed after signing",
      () => ({ ...signed(body, 1), "x-frontdesk-timestamp": String(Date.now()) }),
    ],
  ])("%s", async (_what, headers) => expect(await post(id, body, headers())).toBe(401));

  test("when it says nothing we know", async () => {
    const odd = replyTo(id, { outcome: "perhaps" });
    expect(await post(id, odd, signed(odd))).toBe(400);
  });

  test("for a problem that is not there", async () => {
    const unknown = replyTo("problem-none");
    expect(await post("problem-none", unknown, signed(unknown))).toBe(404);
  });

  test.each([
    ["when it was signed for another problem", replyTo("problem-other")],
    ["when it does not say which problem it is about", JSON.stringify(reply)],
  ])("%s", async (_what, other) => expect(await post(id, other, signed(other))).toBe(400));
});

test("staff see the problem and write down what the host said on the telephone", async () => {
  const id = await problemOfLi(rig.services.db);
  const ana = await rig.staff();
  const { problems: listed } = (await (await ana("/problems")).json()) as { problems: { id: string }[] };
  expect(listed[0]).toMatchObject({ id, state: "open", guestName: "Li Wei", bookingRef: "BK-417" });
  const told = await ana(`/problems/${id}/reply`, { json: { outcome: "fixed", words: "It was the fuse." } });
  expect(told.status).toBe(204);
  expect(rowOf(id)).toMatchObject({ outcome: "fixed", hostReply: "It was the fuse." });
  const logged = rig.services.db.select().from(audit).all().at(-1);
  expect(logged).toMatchObject({ kind: "host-replied", actor: "staff:ana" });
});

test("a problem and an e-mail lead to the conversation they came from, which staff can read without a case", async () => {
  const id = await problemOfLi(rig.services.db);
  const ana = await rig.staff();
  const { problems: listed } = (await (await ana("/problems")).json()) as {
    problems: { id: string; conversationId: string }[];
  };
  const { conversationId } = listed.find((one) => one.id === id)!;
  const confirmationId = id.replace("problem-", "");
  const mail = {
    id: `mail-${id}`,
    guestId: "li",
    confirmationId,
    subject: "Receipt",
    body: "-",
    createdAt: 1,
  };
  rig.services.db.insert(mails).values(mail).run();
  const { mails: sent } = (await (await ana("/mails")).json()) as { mails: { id: string }[] };
  expect(sent.find((one) => one.id === mail.id)).toMatchObject({ conversationId, to: "li@example.com" });
  const read = await (await ana(`/conversations/${conversationId}`)).json();
  expect(read).toMatchObject({
    conversation: {
      id: conversationId,
      guestName: "Li Wei",
      transcript: expect.arrayContaining([expect.objectContaining({ type: "guest-message", text: "Hello" })]),
    },
  });
  expect((await ana("/conversations/none")).status).toBe(404);
  const asGuest = await rig.request(`/v1/staff/conversations/${conversationId}`, { guest: "li" });
  expect(asGuest.status).toBe(401);
});

test("nobody else writes down anything", async () => {
  const id = await problemOfLi(rig.services.db);
  for (const guest of [null, "li"]) {
    const response = await rig.request(`/v1/staff/problems/${id}/reply`, { guest, json: reply });
    expect(response.status).toBe(401);
  }
  expect(rowOf(id)).toMatchObject({ repliedAt: null });
});
