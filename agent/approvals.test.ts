import { findReplacement } from "../db/action-chain.ts";
import { listCards } from "../db/actions.ts";
import { decideApproval } from "../db/approvals.ts";
import { findEscalation, listEscalations } from "../db/escalation-list.ts";
import { expireApprovals } from "../db/expire-approvals.ts";
import { actions, approvals, bookings, ledgerTransactions, messages, turns } from "../db/schema.ts";
import { changeAmount } from "../tools/approvals/change-amount.ts";
import { sqliteBookingSystem } from "../tools/booking-system/sqlite-booking-system.ts";
import { moneyRules } from "../tools/money-rules-for-tests.ts";
import { scriptedModel } from "./model/scripted/scripted-model.ts";
import { outcomeIn, startRig, textIn } from "./rig-for-tests.ts";

/* James cancels BK-355, €1,415.00, far above what goes without a person. Ana and Tom are agents, Lea is a lead. */

const cancel = { calls: [{ name: "cancel_booking", arguments: { bookingRef: "BK-355" } }] };
type Rig = Awaited<ReturnType<typeof startRig>>;

async function waiting(limits: Parameters<typeof moneyRules>[0] = {}) {
  const rules = moneyRules(limits);
  const rig = await startRig({ model: scriptedModel([cancel]), guest: "james", rules });
  await rig.say("cancel BK-355");
  await rig.press("accept");
  await rig.run();
  return { ...rig, rules, escalationId: await openApproval(rig) };
}

const openApproval = async ({ db }: Pick<Rig, "db">): Promise<string> =>
  (await listEscalations(db, {})).find((one) => one.kind === "approval")?.id ?? "";

type Waiting = Awaited<ReturnType<typeof waiting>>;

const decide = (
  { db, clock, escalationId }: Waiting,
  staffId: string,
  decision: "approve" | "decline" = "approve",
) =>
  decideApproval(db, {
    escalationId,
    staffId,
    decision,
    reason: decision === "decline" ? "No." : null,
    now: clock.now,
  });

const change = ({ db, clock, rules, escalationId }: Waiting, staffId: string, amountMinor: number) =>
  changeAmount(
    { db, bookings: sqliteBookingSystem(db), rules },
    { escalationId, staffId, amountMinor, reason: "As agreed with the host.", now: clock.now },
  );

const refunds = ({ db }: Pick<Rig, "db">): number[] =>
  db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter((row) => row.bookingRef === "BK-355" && row.kind === "refund")
    .map((row) => row.amountMinor);
const statusOf = ({ db }: Pick<Rig, "db">) =>
  db
    .select()
    .from(bookings)
    .all()
    .find((row) => row.ref === "BK-355")?.status;

describe("above the second limit", () => {
  test("two people approve, one of them a lead; after the first the case is open again and nothing has moved", async () => {
    const rig = await waiting({ two_people: 1000 });
    expect(await decide(rig, "ana")).toEqual({ ok: true });
    expect(await rig.run()).toEqual([]);
    expect(refunds(rig)).toEqual([]);
    expect(await findEscalation(rig.db, { id: rig.escalationId })).toMatchObject({
      status: "open",
      staffName: null,
      action: {
        state: "awaiting_approval",
        standing: { people: 2, givenBy: ["Ana"], next: "lead" },
      },
    });
    expect(await decide(rig, "lea")).toEqual({ ok: true });
    await rig.run();
    expect(refunds(rig)).toEqual([141_500]);
  });

  test("nobody approves twice, and two agents are not enough", async () => {
    const rig = await waiting({ two_people: 1000 });
    await decide(rig, "ana");
    expect(await decide(rig, "ana")).toEqual({ ok: false, why: "same-person" });
    expect(await decide(rig, "tom")).toEqual({ ok: false, why: "role" });
    await rig.run();
    expect(refunds(rig)).toEqual([]);
  });

  test("a lead who was first needs any other person, and not herself", async () => {
    const rig = await waiting({ two_people: 1000 });
    await decide(rig, "lea");
    expect(await decide(rig, "lea")).toEqual({ ok: false, why: "same-person" });
    expect(await decide(rig, "tom")).toEqual({ ok: true });
    await rig.run();
    expect(refunds(rig)).toEqual([141_500]);
  });

  test("the second may decline what the first has approved", async () => {
    const rig = await waiting({ two_people: 1000 });
    await decide(rig, "ana");
    expect(await decide(rig, "tom", "decline")).toEqual({ ok: true });
    expect(textIn(await rig.run())).toContain("declined it: No.");
    expect(refunds(rig)).toEqual([]);
  });
});

describe("another amount, set by staff", () => {
  test("is offered with its reason, refunded to the cent once she accepts, and asks nobody again", async () => {
    const rig = await waiting();
    expect(await change(rig, "ana", 100_001)).toEqual({ ok: true });
    const told = await rig.run();
    expect(outcomeIn(told)).toBe("waiting");
    expect(textIn(told)).toContain("As agreed with the host.");
    const card = await rig.openCard();
    expect(card).toMatchObject({
      label: "Cancel and refund €1,000.01",
      rule: "Set by a person at Staywell: As agreed with the host.",
      amount: { minor: 100_001, currency: "EUR" },
    });
    expect(card?.lines.reduce((sum, line) => sum + line.refund.minor, 0)).toBe(100_001);
    expect(Date.parse(card?.expiresAt ?? "")).toBe(rig.clock.now + 24 * 3_600_000);
    expect(refunds(rig)).toEqual([]);
    // The words come before the card they explain.
    const order = told.map((event) => event.type);
    expect(order.lastIndexOf("confirm")).toBeGreaterThan(order.indexOf("text-delta"));

    await rig.press("accept");
    expect(textIn(await rig.run())).toContain("€1,000.01");
    expect(refunds(rig)).toEqual([100_001]);
    expect(await listEscalations(rig.db, {})).toEqual([]);
  });

  test("the action it replaces is over: its approval and its card can do nothing any more", async () => {
    const rig = await waiting();
    const [old] = (await listCards(rig.db, rig)).map((card) => card.confirmationId);
    await change(rig, "ana", 50_000);
    expect(await decide(rig, "tom")).toMatchObject({ ok: false, why: "taken", by: "Ana" });
    expect(await decide(rig, "ana")).toEqual({ ok: false, why: "decided" });
    expect(await findReplacement(rig.db, { actionId: old ?? "" })).toMatchObject({ state: "offered" });
    expect((await listCards(rig.db, rig)).map((card) => card.state).sort()).toEqual(["offered", "replaced"]);
  });

  test("a typed yes to it is a yes", async () => {
    const rig = await waiting();
    await change(rig, "ana", 50_000);
    await rig.run();
    await rig.say("yes");
    expect(refunds(rig)).toEqual([50_000]);
  });

  test("when she lets it lie for a day it is gone, and nothing happens", async () => {
    const rig = await waiting();
    await change(rig, "ana", 50_000);
    await rig.run();
    rig.clock.now += 24 * 3_600_000;
    expect((await rig.press("accept")).kind).toBe("used");
    expect([refunds(rig), statusOf(rig)]).toEqual([[], "confirmed"]);
  });

  test("when she declines it nothing happens", async () => {
    const rig = await waiting();
    await change(rig, "ana", 50_000);
    await rig.run();
    await rig.press("decline");
    expect(textIn(await rig.run())).toContain("nothing was changed");
    expect([refunds(rig), statusOf(rig)]).toEqual([[], "confirmed"]);
  });

  test("above the second limit it needs a second person, who is never the one that set it", async () => {
    const rig = await waiting({ two_people: 1000 });
    await change(rig, "lea", 120_000);
    await rig.run();
    await rig.press("accept");
    expect(outcomeIn(await rig.run())).toBe("waiting");
    const again = { ...rig, escalationId: await openApproval(rig) };
    expect(again.escalationId).not.toBe(rig.escalationId);
    expect(await findEscalation(rig.db, { id: again.escalationId })).toMatchObject({
      action: { standing: { givenBy: ["Lea"] }, approvals: [{ staffName: "Lea", decision: "change" }] },
    });
    expect(await decide(again, "lea")).toEqual({ ok: false, why: "same-person" });
    expect(await change(again, "lea", 110_000)).toEqual({ ok: false, why: "same-person" });
    expect(await decide(again, "tom")).toEqual({ ok: true });
    await rig.run();
    expect(refunds(rig)).toEqual([120_000]);
  });

  test.each([
    ["nothing", 0, "more than nothing"],
    ["more than was paid", 141_501, "At most €1,415.00"],
    ["what is offered already", 141_500, "offered already"],
  ])("cannot be %s", async (_what, amount, why) => {
    const rig = await waiting();
    expect(await change(rig, "ana", amount)).toMatchObject({
      why: "amount",
      say: expect.stringContaining(why),
    });
    expect(await decide(rig, "ana")).toEqual({ ok: true });
  });

  test("is not run when the booking has changed since the first offer", async () => {
    const rig = await waiting();
    await change(rig, "ana", 50_000);
    await rig.run();
    await rig.press("accept");
    rig.db.$client.exec("update bookings set policy = 'non_refundable' where ref = 'BK-355'");
    expect(textIn(await rig.run())).toContain("has changed since you confirmed it");
    expect(refunds(rig)).toEqual([]);
  });

  test("is offered also when the checkpoint is gone", async () => {
    const rig = await waiting();
    await change(rig, "ana", 50_000);
    rig.db.$client.exec("delete from checkpoints; delete from writes");
    expect(textIn(await rig.run())).toContain("offers another amount");
    await rig.press("accept");
    await rig.run();
    expect(refunds(rig)).toEqual([50_000]);
  });

  test("belongs to the turn whose typed yes confirmed the first", async () => {
    const rules = moneyRules();
    const rig = await startRig({ model: scriptedModel([cancel]), guest: "james", rules });
    await rig.say("cancel BK-355");
    await rig.say("yes");
    const escalationId = await openApproval(rig);
    await change({ ...rig, rules, escalationId }, "ana", 50_000);
    expect(outcomeIn(await rig.run())).toBe("waiting");
    await rig.press("accept");
    await rig.run();
    expect(refunds(rig)).toEqual([50_000]);
  });
});

describe("an approval that nobody gives", () => {
  const hours = 3_600_000;

  test("ends after its time: nothing is done, she is told in words, and a person is asked", async () => {
    const rig = await waiting();
    rig.clock.now += 72 * hours - 1;
    expect(await expireApprovals(rig.db, { now: rig.clock.now })).toBe(0);
    rig.clock.now += 1;
    expect(await expireApprovals(rig.db, { now: rig.clock.now })).toBe(1);
    const events = await rig.run();
    expect(textIn(events)).toContain("Nobody decided about “Cancel and refund €1,415.00” in time");
    expect(outcomeIn(events)).toBe("handoff");
    expect(rig.db.select().from(messages).all().at(-1)?.text).toContain("went to a person");
    expect((await listCards(rig.db, rig)).map((card) => card.state)).toEqual(["expired"]);
    expect(await listEscalations(rig.db, {})).toMatchObject([{ kind: "question", owner: "queued" }]);
    expect([refunds(rig), statusOf(rig)]).toEqual([[], "confirmed"]);
  });

  test("cannot be given late, not even before the clean-up has come by", async () => {
    const rig = await waiting();
    rig.clock.now += 72 * hours;
    expect(await decide(rig, "ana")).toEqual({ ok: false, why: "too-late" });
    await expireApprovals(rig.db, { now: rig.clock.now });
    expect(await decide(rig, "ana")).toEqual({ ok: false, why: "too-late" });
    await rig.run();
    expect(refunds(rig)).toEqual([]);
  });
});

test("the staff's decisions stand in rows that nobody can edit", async () => {
  const rig = await waiting({ two_people: 1000 });
  await decide(rig, "ana");
  await decide(rig, "lea");
  expect(rig.db.select().from(approvals).all()).toMatchObject([
    { staffId: "ana", decision: "approve" },
    { staffId: "lea", decision: "approve" },
  ]);
  expect(() => rig.db.$client.exec("update approvals set staff_id = 'tom'")).toThrow();
});

test("a waiting action is a row and nothing else: another agent on the same rows goes on with it days later", async () => {
  const rig = await waiting();
  expect(
    rig.db
      .select()
      .from(turns)
      .all()
      .map((turn) => turn.status),
  ).toContain("waiting");
  const later = await startRig({
    model: scriptedModel([]),
    guest: "james",
    db: rig.db,
    conversationId: rig.conversationId,
  });
  later.clock.now = rig.clock.now + 2 * 24 * 3_600_000;
  await decide(rig, "tom");
  await later.run();
  expect(refunds(rig)).toEqual([141_500]);
  expect(rig.db.select().from(actions).all().at(-1)?.state).toBe("done");
});
