import { requeueStrandedActions } from "../db/actions.ts";
import { listEscalations } from "../db/escalation-list.ts";
import { attemptsMax } from "../db/retry-action.ts";
import { actions, ledgerTransactions } from "../db/schema.ts";
import { seededDatabase } from "../db/seeded-for-tests.ts";
import { claimEscalation, endEscalation } from "../db/staff-desk.ts";
import type { BookingSystem } from "../tools/booking-system/booking-system.ts";
import { sqliteBookingSystem } from "../tools/booking-system/sqlite-booking-system.ts";
import { scriptedModel } from "./model/scripted/scripted-model.ts";
import { outcomeIn, startRig, textIn } from "./rig-for-tests.ts";

/* The company's booking system is somebody else's machine. Maria cancels BK-204, €312.00, while it is down. What its lost answers do is in tools/booking-system/lost-answers.test.ts. */

const cancel = { calls: [{ name: "cancel_booking", arguments: { bookingRef: "BK-204" } }] };
const look = { calls: [{ name: "get_booking", arguments: { bookingRef: "BK-204" } }] };

type Fault = "none" | "unreachable" | "silent";

async function rigWith(steps: Parameters<typeof scriptedModel>[0]) {
  const db = await seededDatabase();
  const real = sqliteBookingSystem(db);
  const fault = { kind: "none" as Fault, orders: 0 };
  const down = async (): Promise<never> => {
    throw new Error("connect ECONNREFUSED 10.0.0.7:443");
  };
  const bookings: BookingSystem = {
    ...real,
    findBooking: (of) => (fault.kind === "unreachable" ? down() : real.findBooking(of)),
    execute: async (order) => {
      fault.orders++;
      return fault.kind === "none" ? real.execute(order) : down();
    },
  };
  const model = scriptedModel(steps);
  const rig = await startRig({ model, bookings, db });
  /** What housekeeping does every few seconds, at the next time an action is to be tried again. */
  const tryAgain = async () => {
    rig.clock.now += 10 * 60_000;
    await requeueStrandedActions(db, { now: rig.clock.now });
    return rig.run();
  };
  return { ...rig, fault, tryAgain, model };
}

type Rig = Awaited<ReturnType<typeof rigWith>>;

async function confirmed(kind: Fault): Promise<Rig> {
  const rig = await rigWith([cancel]);
  await rig.say("cancel BK-204");
  rig.fault.kind = kind;
  await rig.press("accept");
  return rig;
}

const stateOf = ({ db }: Rig) =>
  db
    .select()
    .from(actions)
    .all()
    .find((row) => row.guestId === "maria")?.state;
const refunds = ({ db }: Rig) =>
  db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter((row) => row.bookingRef === "BK-204" && row.kind === "refund")
    .map((row) => row.amountMinor);

test.each([
  ["a look-up", look, "get_booking"],
  ["an offer", cancel, "cancel_booking"],
])(
  "%s that cannot be made is told to guest and model as what it is, and the turn goes on",
  async (_what, step, tool) => {
    const rig = await rigWith([step, { say: "I cannot look that up right now." }]);
    rig.fault.kind = "unreachable";
    const events = await rig.say("what about BK-204?");
    expect(outcomeIn(events)).toBe("reply");
    expect(events.find((event) => event.type === "tool-end")).toMatchObject({
      tool,
      ok: false,
      output: { refused: "unavailable", say: expect.stringContaining("does not answer right now") },
    });
    expect(JSON.stringify(events)).not.toContain("ECONNREFUSED");
    expect(JSON.stringify(rig.model.requests.at(-1)?.messages)).toContain("Nothing was changed.");
    expect(await rig.openCard()).toBeUndefined();
  },
);

test("a confirmed action stays confirmed when the booking system cannot be asked, is told once, and runs when it is back", async () => {
  const rig = await confirmed("unreachable");
  expect(textIn(await rig.run())).toContain("nothing has been done yet");
  expect([stateOf(rig), rig.fault.orders]).toEqual(["accepted", 0]);
  expect(await requeueStrandedActions(rig.db, { now: rig.clock.now })).toBe(0);
  expect(textIn(await rig.tryAgain())).toBe("");
  rig.fault.kind = "none";
  expect(textIn(await rig.tryAgain())).toContain("€312.00");
  expect([stateOf(rig), refunds(rig)]).toEqual(["done", [31_200]]);
});

test("an order that went out and was never answered ends in doubt, with a person, and is not tried for ever", async () => {
  const rig = await confirmed("silent");
  expect(textIn(await rig.run())).toContain("I cannot say yet whether it was done");
  let last = "";
  for (let tries = 1; tries < attemptsMax + 3; tries++) last += textIn(await rig.tryAgain());
  expect(rig.fault.orders).toBe(attemptsMax);
  expect(stateOf(rig)).toBe("in_doubt");
  expect(last).toContain("I cannot say whether this was done");
  expect(await listEscalations(rig.db, {})).toMatchObject([{ kind: "question", owner: "queued" }]);
  expect(await rig.openCard()).toBeUndefined();
});

test("once a person hands the conversation back, what is in doubt is sent again and done once", async () => {
  const rig = await confirmed("silent");
  await rig.run();
  for (let tries = 1; tries < attemptsMax; tries++) await rig.tryAgain();
  const [question] = await listEscalations(rig.db, {});
  const by = { escalationId: question?.id ?? "", staffId: "ana", now: rig.clock.now };
  await claimEscalation(rig.db, by);
  await rig.run();
  expect(stateOf(rig)).toBe("in_doubt");
  rig.fault.kind = "none";
  await endEscalation(rig.db, { ...by, owner: "agent" });
  expect(textIn(await rig.run())).toContain("€312.00");
  expect([stateOf(rig), refunds(rig)]).toEqual(["done", [31_200]]);
});

test("an order that could never go out ends as not done, with a person", async () => {
  const rig = await confirmed("unreachable");
  await rig.run();
  let last = "";
  for (let tries = 1; tries < attemptsMax; tries++) last += textIn(await rig.tryAgain());
  expect([stateOf(rig), rig.fault.orders]).toEqual(["failed", 0]);
  expect(last).toContain("this was not done");
  expect(await listEscalations(rig.db, {})).toHaveLength(1);
});

test("while it is in doubt no second offer about the same booking is made", async () => {
  const rig = await rigWith([cancel, cancel, { say: "A person looks at it." }]);
  await rig.say("cancel BK-204");
  rig.db.$client.exec("update actions set state = 'in_doubt' where guest_id = 'maria'");
  await rig.say("cancel BK-204");
  expect(await rig.openCard()).toBeUndefined();
});

test("a row that says another amount than she accepted runs nothing and brings a person", async () => {
  const rig = await rigWith([cancel]);
  await rig.say("cancel BK-204");
  await rig.press("accept");
  rig.db.$client.exec("update actions set quote = replace(quote, '31200', '31100') where guest_id = 'maria'");
  const events = await rig.run();
  expect(outcomeIn(events)).toBe("handoff");
  expect(textIn(events)).toContain("This is not what was shown to you");
  expect([stateOf(rig), refunds(rig), rig.fault.orders]).toEqual(["failed", [], 0]);
});

test.each(["tool", "subject", "input", "conversation_id", "replaces_id"])(
  "a confirmation is bound to its %s too",
  async (column) => {
    const rig = await rigWith([cancel]);
    await rig.say("cancel BK-204");
    await rig.press("accept");
    rig.db.$client.pragma("foreign_keys = off");
    const other = column === "conversation_id" ? "'demo-amara-cancels-edinburgh'" : "'BK-131'";
    rig.db.$client.exec(`update actions set ${column} = ${other} where guest_id = 'maria'`);
    expect(outcomeIn(await rig.run())).toBe("handoff");
    expect([stateOf(rig), refunds(rig), rig.fault.orders]).toEqual(["failed", [], 0]);
  },
);

test("a price that moved between her yes and the deed is told, and the new one is offered at once", async () => {
  const rig = await rigWith([cancel]);
  await rig.say("cancel BK-204");
  await rig.press("accept");
  rig.db.$client.exec("update bookings set policy = 'non_refundable' where ref = 'BK-204'");
  const events = await rig.run();
  expect(textIn(events)).toContain("The amount has changed since you confirmed it, so nothing was done.");
  expect(outcomeIn(events)).toBe("waiting");
  expect(refunds(rig)).toEqual([]);
  expect(await rig.openCard()).toMatchObject({ state: "offered", amount: { minor: 4_200 } });
  await rig.press("accept");
  await rig.run();
  expect(refunds(rig)).toEqual([4_200]);
});
