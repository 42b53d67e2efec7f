import fc from "fast-check";
import type { StoredQuote } from "../db/action-card.ts";
import { decideAction, failAction, findAction, finishAction, offerAction } from "../db/actions.ts";
import { clearAction } from "../db/clear-action.ts";
import type { Receipt } from "../db/event-types.ts";
import { atomically, type Db, openDatabase } from "../db/open.ts";
import { approvals } from "../db/schema.ts";
import { beginTurn, demoNow, seededDatabase } from "../db/seeded-for-tests.ts";
import { approvalNeed } from "./approval-need.ts";
import { moneyRules } from "./money-rules-for-tests.ts";

/*
 * Guests confirm refunds in any order, of any amounts, minutes or weeks apart; people approve some, the booking system fails some and leaves
 * some hanging. Whatever the sequence: nothing that moved without a person is above any limit.
 */

let bytes: Buffer;
beforeAll(async () => {
  const seeded = await seededDatabase();
  bytes = seeded.$client.serialize();
  seeded.$client.close();
});

const dayMs = 86_400_000;
const limits = { refund: 300, guest_month: 500, day: 700 };
const rules = moneyRules(limits);

const step = fc.record({
  guestId: fc.constantFrom("maria", "james", "li"),
  minor: fc.oneof(fc.integer({ min: 1, max: 32_000 }), fc.constantFrom(30_000, 30_001, 20_000, 25_000)),
  /** After the one before. */
  waitMs: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(0, 1, 3_600_000) },
    { weight: 1, arbitrary: fc.constantFrom(dayMs - 1, dayMs, 30 * dayMs) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 * dayMs }) },
  ),
  /** What becomes of it once it is cleared; and whether a person approves it when it is not. */
  becomes: fc.constantFrom("done", "done", "hangs", "fails"),
  person: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Moved {
  guestId: string;
  minor: number;
  at: number;
}

test("for any sequence of refunds, none moves without a person above any limit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16, size: "max" }), async (steps) => {
      const moved = await play(steps);
      for (const { minor } of moved) expect(minor).toBeLessThanOrEqual(limits.refund * 100);
      for (const { at, guestId } of moved) {
        const inSpan = (ms: number) => moved.filter((one) => one.at <= at && one.at > at - ms);
        const sum = (all: Moved[]) => all.reduce((total, one) => total + one.minor, 0);
        expect(sum(inSpan(dayMs))).toBeLessThanOrEqual(limits.day * 100);
        expect(sum(inSpan(30 * dayMs).filter((one) => one.guestId === guestId))).toBeLessThanOrEqual(
          limits.guest_month * 100,
        );
      }
    }),
    { numRuns: 50 },
  );
}, 120_000);

test("and they do move where they fit: a rule that lets nothing through would not be one", async () => {
  const small: Step = { guestId: "maria", minor: 20_000, waitMs: 1, becomes: "done", person: false };
  expect(await play([small, small, small])).toHaveLength(2);
  expect(await play([small, small, { ...small, waitMs: 30 * dayMs }])).toHaveLength(3);
  expect(
    await play([small, small, { ...small, minor: 10_000 }, { ...small, guestId: "james" }]),
  ).toHaveLength(4);
});

test("three guests who each fit, and not together within a day: the third waits, until the day is over", async () => {
  const at = (guestId: Step["guestId"], waitMs: number): Step => ({
    guestId,
    minor: 30_000,
    waitMs,
    becomes: "done",
    person: false,
  });
  expect(await play([at("maria", 0), at("james", 0), at("li", dayMs - 1)])).toHaveLength(2);
  expect(await play([at("maria", 0), at("james", 0), at("li", dayMs)])).toHaveLength(3);
});

test("two confirmed at once that fit one by one and not together: the second waits", async () => {
  const db = openDatabase(bytes);
  const ids = [
    await confirm(db, 0, "maria", 30_000, demoNow),
    await confirm(db, 1, "maria", 30_000, demoNow),
  ];
  const states = await Promise.all(ids.map((id) => clear(db, id, demoNow)));
  expect(states.sort()).toEqual(["approved", "awaiting_approval"]);
  db.$client.close();
});

test("a clock set back forgets nothing that has moved", async () => {
  const db = openDatabase(bytes);
  await finish(db, await confirmCleared(db, 0, demoNow), demoNow);
  const earlier = demoNow - 60 * dayMs;
  expect(await clear(db, await confirm(db, 1, "maria", 30_000, earlier), earlier)).toBe("awaiting_approval");
  db.$client.close();
});

test("a stored quote that cannot be read makes the next refund wait for a person", async () => {
  const db = openDatabase(bytes);
  const first = await confirmCleared(db, 0, demoNow);
  const second = await confirm(db, 1, "james", 100, demoNow);
  db.$client.prepare("update actions set quote = '{' where id = ?").run(first);
  expect(await clear(db, second, demoNow)).toBe("awaiting_approval");
  db.$client.close();
});

/** What moved without a person, at the latest when it was done. */
async function play(steps: Step[]): Promise<Moved[]> {
  const db = openDatabase(bytes);
  const moved: Moved[] = [];
  let now = demoNow;
  for (const [index, { guestId, minor, waitMs, becomes, person }] of steps.entries()) {
    now += waitMs;
    const id = await confirm(db, index, guestId, minor, now);
    const state = await clear(db, id, now);
    if (state === "awaiting_approval" && person) approve(db, id, now);
    if (state === "awaiting_approval" && !person) continue;
    if (becomes === "fails") await failAction(db, { actionId: id, reason: "taken", now });
    if (becomes === "done") await finish(db, id, now);
    // One that hangs may yet move.
    if (state === "approved" && becomes !== "fails") moved.push({ guestId, minor, at: now });
  }
  db.$client.close();
  return moved;
}

async function confirmCleared(db: Db, index: number, now: number): Promise<string> {
  const id = await confirm(db, index, "maria", 30_000, now);
  expect(await clear(db, id, now)).toBe("approved");
  return id;
}

async function confirm(db: Db, index: number, guestId: string, minor: number, now: number): Promise<string> {
  const { conversationId, turnId } = await beginTurn(db, { guestId, now: now + index });
  const id = `cf_${index}`;
  const amount = { minor, currency: "EUR" };
  const quote: StoredQuote = {
    label: "Refund",
    title: "A stay",
    direction: "refund",
    amount,
    rule: "-",
    lines: [],
  };
  const about = { tool: "request_refund", subject: `BK-${index}`, input: "{}", quote, hash: id };
  await offerAction(db, { id, conversationId, guestId, turnId, ...about, expiresAt: now + 1, now });
  const accepted = { confirmationId: id, conversationId, guestId, decision: "accept" as const, now };
  expect((await decideAction(db, accepted)).kind).toBe("decided");
  return id;
}

const clear = async (db: Db, actionId: string, now: number) =>
  clearAction(db, {
    actionId,
    needOf: (action, moved) => {
      const { direction, amount } = JSON.parse(action.quote) as StoredQuote;
      const need = approvalNeed(rules, { direction, amount, setByStaff: false }, moved);
      return need && { need, reason: "-" };
    },
    approvalMsMax: dayMs,
    escalationId: `esc-${actionId}`,
    summary: "-",
    now,
  });

function approve(db: Db, actionId: string, now: number): void {
  db.insert(approvals)
    .values({ actionId, staffId: "ana", decision: "approve", reason: null, createdAt: now })
    .run();
  db.$client.prepare("update actions set state = 'approved' where id = ?").run(actionId);
}

async function finish(db: Db, actionId: string, now: number): Promise<void> {
  expect(await findAction(db, { actionId })).toMatchObject({ state: "approved" });
  atomically(db, (tx) => finishAction(tx, { actionId, receipt: {} as Receipt, now }));
}
