import { pino } from "pino";
import { scriptedModel } from "../agent/model/scripted/scripted-model.ts";
import { startRig } from "../agent/rig-for-tests.ts";
import { decideApproval } from "../db/approvals.ts";
import { listEscalations } from "../db/escalation-list.ts";
import { expireApprovals } from "../db/expire-approvals.ts";
import { type Db, openDatabase } from "../db/open.ts";
import { seededDatabase } from "../db/seeded-for-tests.ts";
import { listTurns } from "../db/turns.ts";
import { TurnRunner } from "./turn-runner.ts";

/* Turns that wait for a person's approval, for days: many of them, and restarts in between. */

const waitingMax = 25;
const dayMs = 86_400_000;
const log = pino({ level: "silent" });

/** Guests with a booking of €600.00 each, which all of them have asked to cancel. */
async function manyWaiting() {
  const db = await seededDatabase();
  const rigs = [];
  for (let number = 0; number < waitingMax; number++) {
    const { guest, ref } = addGuest(db, number);
    const model = scriptedModel([{ calls: [{ name: "cancel_booking", arguments: { bookingRef: ref } }] }]);
    const rig = await startRig({ model, db, guest });
    await rig.say(`cancel ${ref}`);
    await rig.press("accept");
    await rig.run();
    rigs.push(rig);
  }
  const { agent, clock } = await startRig({ model: scriptedModel([{ say: "Hello.", again: true }]), db });
  return { db, rigs, agent, clock };
}

function addGuest(db: Db, number: number): { guest: string; ref: string } {
  const [guest, ref] = [`guest-${number}`, `BK-${7_000 + number}`];
  const [month, day] = [String(1 + Math.floor(number / 12)).padStart(2, "0"), 1 + 2 * (number % 12)];
  const [checkIn, checkOut] = [day, day + 1].map((one) => `2028-${month}-${String(one).padStart(2, "0")}`);
  db.$client.exec(`
    insert into guests (id, name, email) values ('${guest}', 'Guest ${number}', 'g@example.com');
    insert into bookings (ref, guest_id, place_id, check_in, check_out, guest_count, policy, status, currency, nights_minor,
      cleaning_fee_minor, service_fee_minor, booked_at)
      values ('${ref}', '${guest}', 'lisbon-loft', '${checkIn}', '${checkOut}', 1, 'flexible', 'confirmed', 'EUR', 60000, 0, 0, 0);
    insert into ledger_transactions (id, kind, booking_ref, amount_minor, currency, method, created_at)
      values ('pay-${ref}', 'payment', '${ref}', 60000, 'EUR', 'Visa', 0);
    insert into ledger_entries (transaction_id, account, amount_minor)
      values ('pay-${ref}', 'guest', -60000), ('pay-${ref}', 'nights', 60000);`);
  return { guest, ref };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

test("waiting turns take no place, are left alone for days and over restarts, and each goes on with its own decision", async () => {
  const { db, rigs, agent, clock } = await manyWaiting();
  expect(await listTurns(db, { status: "waiting" })).toHaveLength(waitingMax);

  // A server that starts finds them, and has one place: if one of them took it, nobody could be answered.
  const started: string[] = [];
  const counting = {
    ...agent,
    run: (turnId: string, options: { signal: AbortSignal }) => {
      started.push(turnId);
      return agent.run(turnId, options);
    },
  };
  const runner = () =>
    new TurnRunner({ db, agent: counting, clock: () => clock.now, turnsAtOnceMax: 1, log });
  for (let restart = 0; restart < 3; restart++) {
    const one = runner();
    one.start();
    await settle();
    await one.close(1_000);
    clock.now += dayMs / 2;
  }
  expect(started).toEqual([]);
  expect(await listTurns(db, { status: "waiting" })).toHaveLength(waitingMax);

  const last = runner();
  last.start();
  const waiting = await listEscalations(db, {});
  const decide = (index: number, decision: "approve" | "decline") =>
    decideApproval(db, {
      escalationId: waiting[index]?.id ?? "",
      staffId: "ana",
      decision,
      reason: "No.",
      now: clock.now,
    });
  expect([await decide(0, "approve"), await decide(1, "decline")]).toEqual([{ ok: true }, { ok: true }]);
  while ((await listTurns(db, { status: "waiting" })).length > waitingMax - 2 || started.length < 2)
    await settle();
  await settle();
  await last.close(1_000);
  const states = () =>
    Object.fromEntries(
      (
        db.$client
          .prepare("select state, count(*) as n from actions where guest_id like 'guest-%' group by state")
          .all() as { state: string; n: number }[]
      ).map(({ state, n }) => [state, n]),
    );
  expect(states()).toEqual({ awaiting_approval: waitingMax - 2, done: 1, rejected: 1 });

  clock.now += 3 * dayMs;
  expect(await expireApprovals(db, { now: clock.now })).toBe(waitingMax - 2);
  for (const rig of rigs) rig.clock.now = clock.now;
  await rigs[0]?.run();
  expect(states()).toEqual({ expired: waitingMax - 2, done: 1, rejected: 1 });
  const asked = (await listEscalations(db, {})).filter((one) => one.kind === "question");
  expect(asked).toHaveLength(waitingMax - 2);
});

test("a database copied while they wait, as after a restored backup, goes on with them", async () => {
  const { db } = await manyWaiting();
  const copy = openDatabase(db.$client.serialize());
  const [first] = await listEscalations(copy, {});
  const { run, clock } = await startRig({ model: scriptedModel([]), db: copy });
  await decideApproval(copy, {
    escalationId: first?.id ?? "",
    staffId: "ana",
    decision: "approve",
    reason: null,
    now: clock.now,
  });
  await run();
  const refunds = copy.$client.prepare(
    "select count(*) from ledger_transactions where kind = 'refund' and amount_minor = 60000",
  );
  expect(refunds.pluck().get()).toBe(1);
});
