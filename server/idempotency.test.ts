import { createHash, randomUUID } from "node:crypto";
import { decideApproval } from "../db/approvals.ts";
import { onChange } from "../db/changes.ts";
import { listEscalations } from "../db/escalation-list.ts";
import { beginKeyed, endKeyed, keepAnswer } from "../db/idempotency-keys.ts";
import { atomically, together } from "../db/open.ts";
import {
  actions,
  approvals,
  escalations,
  guestIdempotencyKeys,
  idempotencyKeys,
  messages,
} from "../db/schema.ts";
import { startServer } from "./rig-for-tests.ts";

/*
 * James cancels BK-355, which is above the limit: Ana approves, over and over, with one key. Maria presses her button.
 */

let server: Awaited<ReturnType<typeof startServer>>;
let ana: Awaited<ReturnType<typeof server.staff>>;

beforeEach(async () => {
  server = await startServer();
  ana = await server.staff("ana");
});
afterEach(() => server.close());

test("without a key a route that moves money answers 400, and nothing is decided", async () => {
  const path = await approvalPath();
  for (const act of ["approve", "decline"]) {
    const refused = await ana(`${path}/${act}`, { json: { reason: "No." } });
    expect(refused.status).toBe(400);
    expect(refused.headers.get("content-type")).toContain("application/problem+json");
    expect(await refused.json()).toMatchObject({
      type: "urn:frontdesk:problem:idempotency-key-missing",
      status: 400,
    });
  }
  for (const key of ["short", "x".repeat(129), "with space in it", 'a"b"c"d"e"f'])
    expect((await approve(path, key)).status).toBe(400);
  expect(stateOf(path)).toBe("awaiting_approval");
});

test("20 posts with one key are one approval; the others get its answer or hear that it is under way", async () => {
  const path = await approvalPath();
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => approve(path, key)));
  const told = await Promise.all(
    answers.map(async (a) => ({ status: a.status, replayed: isReplay(a), body: await a.json() })),
  );
  expect(told.filter(({ status, replayed }) => status === 200 && !replayed)).toHaveLength(1);
  const underWay = told.filter(({ status, body }) => status === 409 && /under-way$/.test(body.type));
  expect(underWay.length + told.filter(({ status }) => status === 200).length).toBe(20);
  const [first] = told.filter(({ status }) => status === 200);
  for (const { body } of told.filter(({ status }) => status === 200)) expect(body).toEqual(first?.body);
  expect(approvalsOf(path)).toHaveLength(1);
});

test("a repetition is answered as the first time, also with what was refused, and says that it is one", async () => {
  const path = await approvalPath();
  const tom = await server.staff("tom");
  const key = randomUUID();
  const first = await approve(path, `"${key}"`);
  const again = await approve(path, key);
  expect([first.status, isReplay(first), again.status, isReplay(again)]).toEqual([200, false, 200, true]);
  expect(await again.json()).toEqual(await first.json());

  const late = await tom(`${path}/approve`, { json: {}, headers: { "idempotency-key": key } });
  expect([late.status, isReplay(late)]).toEqual([409, false]);
  const lateAgain = await tom(`${path}/approve`, { json: {}, headers: { "idempotency-key": key } });
  expect([lateAgain.status, isReplay(lateAgain)]).toEqual([409, true]);
  expect(lateAgain.headers.get("content-type")).toContain("application/problem+json");
  expect(await lateAgain.json()).toEqual(await late.json());
});

test("a key that comes with another request is 422", async () => {
  const path = await approvalPath();
  const headers = { "idempotency-key": randomUUID() };
  const decline = (reason: string) => ana(`${path}/decline`, { json: { reason }, headers });
  expect((await decline("Not covered.")).status).toBe(200);
  for (const other of [await decline("Something else."), await approve(path, headers["idempotency-key"])]) {
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ type: "urn:frontdesk:problem:idempotency-key-reused" });
  }
  expect(approvalsOf(path)).toMatchObject([{ decision: "decline", reason: "Not covered." }]);
});

test("while the first is being carried out, another is 409", async () => {
  const path = await approvalPath();
  const keyed = keyedApproval(path);
  await beginKeyed(server.db, { ...keyed, now: 1 });
  const second = await approve(path, keyed.key);
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ type: "urn:frontdesk:problem:idempotency-key-under-way" });
  await endKeyed(server.db, keyed);
  expect((await approve(path, keyed.key)).status).toBe(200);
});

test("a key of a process that died before the decision is carried out when it comes again", async () => {
  const path = await approvalPath();
  leftInProgress(keyedApproval(path));
  const answer = await approve(path, keyedApproval(path).key);
  expect([answer.status, isReplay(answer)]).toEqual([200, false]);
  expect(approvalsOf(path)).toHaveLength(1);
});

test("a key of a process that died behind the decision is answered, and nothing is decided again", async () => {
  const path = await approvalPath();
  const keyed = keyedApproval(path);
  leftInProgress(keyed);
  await together(
    server.db,
    () => decideApproval(server.db, anasApproval(path)),
    (tx) => keepAnswer(tx, keyed, { status: 200, body: null }),
  );
  const answer = await approve(path, keyed.key);
  expect([answer.status, isReplay(answer)]).toEqual([200, true]);
  const first = await answer.json();
  expect(first).toMatchObject({ escalation: { id: idIn(path) } });
  expect(await (await approve(path, keyed.key)).json()).toEqual(first);
  expect(approvalsOf(path)).toHaveLength(1);
});

test("a decision whose answer cannot be kept is not made", async () => {
  const path = await approvalPath();
  const refused = together(
    server.db,
    () => decideApproval(server.db, anasApproval(path)),
    () => {
      throw new Error("the disk is full");
    },
  );
  await expect(refused).rejects.toThrow("the disk is full");
  expect(stateOf(path)).toBe("awaiting_approval");
  expect(approvalsOf(path)).toHaveLength(0);
});

test("a key that was answered cannot be deleted", async () => {
  const path = await approvalPath();
  expect((await approve(path, randomUUID())).status).toBe(200);
  const { conversation, confirmationId } = await offer("maria", "please cancel BK-204");
  await press("maria", { conversation, confirmationId, key: randomUUID() });
  for (const table of [idempotencyKeys, guestIdempotencyKeys])
    expect(() => atomically(server.db, (tx) => tx.delete(table).run())).toThrow("never pruned");
});

test("a guest's key makes a lost answer of her button readable again; without one she is told the outcome", async () => {
  const card = await offer("maria", "please cancel BK-204");
  const key = randomUUID();
  const first = await press("maria", { ...card, key });
  const again = await press("maria", { ...card, key });
  expect([first.status, again.status, isReplay(again)]).toEqual([200, 200, true]);
  expect(await again.json()).toEqual(await first.json());
  expect((await press("maria", { ...card, key, decision: "decline" })).status).toBe(422);
  const used = await press("maria", card);
  expect(used.status).toBe(409);
  const { state } = (await used.json()) as { state: string };
  expect(["accepted", "done"]).toContain(state);
});

test("a guest's message under a key is held to that key and to its own id", async () => {
  const conversation = `conv-${randomUUID()}`;
  const key = randomUUID();
  const post = (text: string, messageId: string, headers = { "idempotency-key": key }) =>
    server.request("/v1/chat", { json: server.chatBody(text, messageId, conversation), headers });
  const first = await post("When is check-in?", "m-1");
  await first.text();
  const again = await post("When is check-in?", "m-1");
  await again.text();
  expect([first.status, isReplay(first), again.status, isReplay(again)]).toEqual([200, false, 200, true]);
  expect((await post("When is check-out?", "m-2")).status).toBe(422);
  const otherWords = await post("When is check-out?", "m-1", { "idempotency-key": randomUUID() });
  expect(otherWords.status).toBe(422);
  expect(
    server.db
      .select()
      .from(messages)
      .all()
      .filter((m) => m.conversationId === conversation && m.role === "guest"),
  ).toHaveLength(1);
});

const approve = (path: string, key: string) =>
  ana(`${path}/approve`, { json: {}, headers: { "idempotency-key": key } });

const isReplay = (response: Response): boolean => response.headers.get("idempotency-replayed") === "true";

const keyedApproval = (path: string) => ({
  caller: { kind: "staff" as const, id: "ana" },
  key: "0b5d7a1e-one-of-anas",
  requestHash: createHash("sha256")
    .update(JSON.stringify(["POST", `/v1/staff${path}/approve`, {}]))
    .digest("hex"),
});

const leftInProgress = ({ caller, key, requestHash }: ReturnType<typeof keyedApproval>) =>
  server.db.insert(idempotencyKeys).values({ callerId: caller.id, key, requestHash, createdAt: 1 }).run();

const anasApproval = (path: string) => ({
  escalationId: idIn(path),
  staffId: "ana",
  decision: "approve" as const,
  reason: null,
  now: Date.now(),
});

const idIn = (path: string): string => path.split("/").at(-1) as string;

/** James has accepted; a person must decide. */
async function approvalPath(): Promise<string> {
  const card = await offer("james", "please cancel BK-355");
  const escalated = new Promise<void>((resolve) => {
    const unlisten = onChange("escalations", () => {
      unlisten();
      resolve();
    });
  });
  expect((await press("james", card)).status).toBe(200);
  await escalated;
  const [waiting] = await listEscalations(server.db, { status: "open" });
  return `/escalations/${waiting?.id}`;
}

async function offer(guest: string, text: string) {
  const conversation = `conv-${randomUUID()}`;
  const parts = await server.say(text, { guest, id: conversation });
  const confirmationId = parts.find((part) => part.type === "data-confirm")?.id as string;
  expect(confirmationId).toMatch(/^cf_/);
  return { conversation, confirmationId };
}

const press = (
  guest: string,
  of: { conversation: string; confirmationId: string; key?: string; decision?: string },
) =>
  server.request(`/v1/chat/${of.conversation}/confirmations/${of.confirmationId}`, {
    guest,
    json: { decision: of.decision ?? "accept" },
    headers: of.key ? { "idempotency-key": of.key } : {},
  });

const actionOf = (path: string) => {
  const { actionId } =
    server.db
      .select()
      .from(escalations)
      .all()
      .find(({ id }) => id === idIn(path)) ?? {};
  return server.db
    .select()
    .from(actions)
    .all()
    .find(({ id }) => id === actionId);
};
const stateOf = (path: string) => actionOf(path)?.state;
const approvalsOf = (path: string) =>
  server.db
    .select()
    .from(approvals)
    .all()
    .filter(({ actionId }) => actionId === actionOf(path)?.id);
