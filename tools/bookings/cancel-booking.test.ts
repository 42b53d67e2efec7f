import { decideAction, findAction } from "../../db/actions.ts";
import { findBookingOfGuest } from "../../db/bookings.ts";
import type { Db } from "../../db/open.ts";
import { catalogue } from "../catalogue.ts";
import { quoteCancellationOf } from "../refunds/cancellation-offer.ts";
import { runAction } from "../run-tool.ts";
import { call, contextOf, demoNow, seededDatabase } from "../seeded-context-for-tests.ts";
import type { ToolContext } from "../tool.ts";

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

test("the button names the exact amount, and nothing is cancelled before it is pressed", async () => {
  const action = await offer(await contextOf(db, "maria"), "BK-204");
  expect(JSON.parse(action.quote)).toMatchObject({
    label: "Cancel and refund €312.00",
    title: "BK-204 · Loft in Alfama, 4–8 December 2026",
    direction: "refund",
    amount: { minor: 31_200, currency: "EUR" },
  });
  expect(await findBookingOfGuest(db, { guestId: "maria", ref: "BK-204" })).toMatchObject({
    status: "confirmed",
  });
});

test("where nothing comes back, the button says so", async () => {
  const kyoto = await findBookingOfGuest(db, { guestId: "li", ref: "BK-402" });
  const withoutCleaning = { ...kyoto!, paid: { ...kyoto!.paid, cleaning_fee: 0 } };
  expect(quoteCancellationOf(withoutCleaning, demoNow)).toMatchObject({
    label: "Cancel without refund",
    direction: "none",
    amount: { minor: 0, currency: "JPY" },
  });
});

test("after the button, the booking is cancelled and refunded once, however often it runs", async () => {
  const maria = await contextOf(db, "maria");
  const action = await offer(maria, "BK-204");
  await accept(maria, action.id);
  const first = await run(maria, action.id);
  expect(first).toMatchObject({
    kind: "done",
    receipt: { amount: { minor: 31_200 }, method: "Visa ending 4242" },
  });
  expect(await run(maria, action.id)).toEqual(first);
  const booking = await findBookingOfGuest(db, { guestId: "maria", ref: "BK-204" });
  expect(booking).toMatchObject({ status: "cancelled" });
  expect(booking?.movements.map((movement) => movement.kind)).toEqual(["payment", "refund"]);
});

test("a booking that is cancelled already is not offered again", async () => {
  const amara = await contextOf(db, "amara");
  expect(await call(amara, "cancel_booking", { bookingRef: "BK-288" })).toMatchObject({
    kind: "refused",
    refusal: {
      refused: "not-met",
      say: expect.stringContaining("already cancelled on 22 November 2026, and £231.50 was refunded"),
    },
  });
});

test("a stay that has begun goes to a person", async () => {
  expect(await call(await contextOf(db, "li"), "cancel_booking", { bookingRef: "BK-417" })).toMatchObject({
    kind: "refused",
    refusal: { refused: "person-needed", say: expect.stringContaining("has already begun") },
  });
});

test("a stay that begins between the button and the run is not cancelled", async () => {
  const maria = await contextOf(db, "maria");
  const action = await offer(maria, "BK-204");
  await accept(maria, action.id);
  const tooLate = { ...maria, now: Date.UTC(2026, 11, 4, 15) };
  expect(await run(tooLate, action.id)).toMatchObject({ kind: "failed", personNeeded: true });
  expect(await findAction(db, { actionId: action.id })).toMatchObject({ state: "failed" });
  expect(await findBookingOfGuest(db, { guestId: "maria", ref: "BK-204" })).toMatchObject({
    status: "confirmed",
  });
});

async function offer(context: ToolContext, bookingRef: string) {
  const outcome = await call(context, "cancel_booking", { bookingRef });
  if (outcome.kind !== "offered") throw new Error(`no offer: ${JSON.stringify(outcome)}`);
  return outcome.action;
}

const accept = ({ conversationId, guestId, now }: ToolContext, confirmationId: string) =>
  decideAction(db, { confirmationId, conversationId, guestId, decision: "accept", now: now + 1 });

const run = (context: ToolContext, actionId: string) =>
  runAction(context, { tools: catalogue, actionId, guestName: "Maria" });
