import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { listCards } from "../db/actions.ts";
import { onChange } from "../db/changes.ts";
import { listEscalations } from "../db/escalation-list.ts";
import { approvals, ledgerTransactions } from "../db/schema.ts";
import { createStaff } from "../db/staff.ts";
import { verifyAudit } from "../db/verify-audit.ts";
import { startServer } from "./rig-for-tests.ts";

/*
 * Many at once, over HTTP: fifty presses of Maria's one button, and twenty people of staff who want the same case of James's. One wins; everybody else is
 * told what happened.
 */

let rig: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  rig = await startServer();
});
afterEach(async () => {
  // Whatever happened, the log of it is whole and agrees with the ledger.
  verifyAudit(rig.db);
  await rig.close();
});

test("50 accepts of one confirmation at once: one refund, and 49 are told what became of it", async () => {
  const press = await card("maria", "please cancel BK-204");
  const answers = await all(50, () => press("accept"));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const others = answers.filter(({ status }) => status === 409);
  expect(others).toHaveLength(49);
  for (const { body } of others) expect(["accepted", "done"]).toContain(body.state);
  await rig.eventsUntil((event) => event.type === "receipt");
  expect(refundsOf("BK-204")).toEqual([31_200]);
});

test.each([1, 2, 3])(
  "accepts, declines and typed yeses at once: one decision, and what was told agrees with the ledger (%d)",
  async (seed) => {
    const press = await card("maria", "please cancel BK-204");
    const posts = Array.from({ length: 50 }, (_, i) => (i + seed) % 3);
    const typed: Promise<unknown>[] = [];
    const answers = await Promise.all(
      posts.map((kind, i) => {
        // At most ten messages of a conversation may wait.
        if (kind === 2 && i < 24) typed.push(rig.say("yes"));
        return press(kind === 0 ? "accept" : "decline");
      }),
    );
    await Promise.all(typed);
    const [state] = (await listCards(rig.db, { conversationId: rig.conversationId })).map((c) => c.state);
    const won = answers.filter(({ status }) => status === 200);
    expect(won.length).toBeLessThanOrEqual(1);
    for (const { status, body } of answers.filter((answer) => !won.includes(answer))) {
      expect(status).toBe(409);
      expect(state === "declined" ? ["declined"] : ["accepted", "done"]).toContain(body.state);
    }
    if (state !== "declined") await rig.eventsUntil((event) => event.type === "receipt");
    expect(refundsOf("BK-204")).toEqual(state === "declined" ? [] : [31_200]);
  },
);

test("two tabs with two cards for one booking: one refund, the older card is told to be replaced", async () => {
  const first = await card("maria", "please cancel BK-204");
  const second = await card("maria", "please cancel BK-204");
  const answers = await Promise.all([...Array(10)].flatMap(() => [first("accept"), second("accept")]));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.state === "replaced")).toHaveLength(10);
  await rig.eventsUntil((event) => event.type === "receipt");
  expect(refundsOf("BK-204")).toEqual([31_200]);
});

test("20 people of staff claim a question at once: one holds it, 19 hear that somebody else was first", async () => {
  await rig.say("I want to talk to a person");
  const [question] = await listEscalations(rig.db, { status: "open" });
  const desks = await twenty();
  const answers = await Promise.all(desks.map((desk) => desk(`/escalations/${question?.id}/claim`, {})));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  expect(await listEscalations(rig.db, { status: "claimed" })).toHaveLength(1);
});

test("20 people of staff approve and decline at once: one decides, and the money follows that one", async () => {
  const path = await jamesWaits();
  const desks = await twenty();
  const answers = await Promise.all(
    desks.map((desk, i) =>
      i % 4 === 3 ? desk(`${path}/decline`, { reason: "Not covered." }) : desk(`${path}/approve`, {}),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  const [decided, ...more] = rig.db.select().from(approvals).all();
  expect(more).toEqual([]);
  await turnsAreDone();
  expect(refundsOf("BK-355")).toEqual(decided?.decision === "approve" ? [141_500] : []);
});

test("20 people of staff claim, approve and decline one approval at once: one decision by one person", async () => {
  const path = await jamesWaits();
  const desks = await twenty();
  const acts = ["claim", "approve", "decline"];
  const posts = desks.flatMap((desk) =>
    acts.map((act) => desk(`${path}/${act}`, act === "decline" ? { reason: "No." } : {})),
  );
  const answers = await Promise.all(posts);
  for (const { status } of answers) expect([200, 409]).toContain(status);
  const decisions = rig.db.select().from(approvals).all();
  expect(decisions).toHaveLength(1);
  await turnsAreDone();
  expect(refundsOf("BK-355")).toHaveLength(decisions[0]?.decision === "approve" ? 1 : 0);
});

type Answer = { status: number; body: { state?: string } };
const read = async (response: Response): Promise<Answer> => ({
  status: response.status,
  body: (await response.json()) as Answer["body"],
});

const all = (times: number, post: () => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: times }, post));

/** Asks for a card and returns how to press its buttons. */
async function card(guest: string, text: string) {
  const parts = await rig.say(text, { guest });
  const id = parts.find((part) => part.type === "data-confirm")?.id;
  const path = `/v1/chat/${rig.conversationId}/confirmations/${id}`;
  return async (decision: "accept" | "decline") =>
    read(await rig.request(path, { guest, json: { decision } }));
}

/** James has accepted BK-355, which is above the limit. Returns his case's path. */
async function jamesWaits(): Promise<string> {
  const press = await card("james", "please cancel BK-355");
  const escalated = new Promise<void>((resolve) => {
    const unlisten = onChange("escalations", () => {
      unlisten();
      resolve();
    });
  });
  await press("accept");
  await escalated;
  const [waiting] = await listEscalations(rig.db, { status: "open" });
  return `/escalations/${waiting?.id}`;
}

/** Twenty people, each signed in with a session of their own. Minted here: only so many may sign in from one address a minute. */
async function twenty() {
  const names = Array.from({ length: 20 }, (_, i) => `person-${i + 1}`);
  return Promise.all(
    names.map(async (name) => {
      await createStaff(rig.db, { id: name, name, password: "correct horse" });
      const token = await new SignJWT()
        .setProtectedHeader({ alg: "HS256" })
        .setSubject(name)
        .setAudience("frontdesk-staff")
        .setExpirationTime("1h")
        .sign(new TextEncoder().encode(rig.config.staffSessionSecret));
      const headers = { cookie: `frontdesk_staff=${token}` };
      return async (path: string, json: object) =>
        read(
          await rig.request(`/v1/staff${path}`, {
            guest: null,
            json,
            headers: { ...headers, "idempotency-key": randomUUID() },
          }),
        );
    }),
  );
}

const turnsAreDone = () =>
  rig.eventsUntil((event) => event.type === "turn-end" && event.outcome !== "waiting", { guest: "james" });

const refundsOf = (ref: string): number[] =>
  rig.db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter((row) => row.kind === "refund" && row.bookingRef === ref)
    .map((row) => row.amountMinor);
