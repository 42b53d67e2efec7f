import { acceptMessage } from "../db/conversations.ts";
import { seededDatabase } from "../db/seeded-for-tests.ts";
import type { BookingSystem } from "../tools/booking-system/booking-system.ts";
import { sqliteBookingSystem } from "../tools/booking-system/sqlite-booking-system.ts";
import type { LoggedEvent } from "./events.ts";
import type { Model } from "./model/model.ts";
import { scriptedModel } from "./model/scripted/scripted-model.ts";
import { outcomeIn, startRig } from "./rig-for-tests.ts";

/* Several guests at once. The company's booking system is somebody else's machine, and an order or a look-up of Maria's takes its time there. */

type Rig = Awaited<ReturnType<typeof startRig>>;

/** Answers with a word, and notes in which round of the event loop it is called. */
function askedInRounds() {
  const calls: number[] = [];
  let round = 0;
  const next = () => {
    round++;
    timer = setImmediate(next);
  };
  let timer = setImmediate(next);
  const model: Model = {
    name: "scripted",
    provider: "scripted",
    health: async () => ({ ok: true, detail: "A test answers" }),
    async *stream() {
      calls.push(round);
      yield { type: "text", delta: "Hello." };
    },
  };
  return { model, calls, stop: () => clearImmediate(timer) };
}

/** A wait that the test ends. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

async function eventsOf(rig: Rig, guestId: string, count = 0): Promise<LoggedEvent[]> {
  const ids = { conversationId: `conv-${count}-of-${guestId}`, turnId: `turn-${count}-of-${guestId}` };
  const message = { messageId: "m", text: "When is check-in?", now: rig.clock.now };
  await acceptMessage(rig.db, { ...ids, guestId, ...message });
  const events: LoggedEvent[] = [];
  for await (const event of rig.agent.answer(ids.turnId, { signal: new AbortController().signal }))
    events.push(event);
  return events;
}

test("turns that begin in one moment each call the model in a round of their own", async () => {
  const { model, calls, stop } = askedInRounds();
  const rig = await startRig({ model });
  const all = await Promise.all([1, 2, 3, 4, 5].map((count) => eventsOf(rig, "maria", count)));
  stop();
  expect(all.map(outcomeIn)).toEqual(Array(5).fill("reply"));
  expect(new Set(calls).size).toBe(5);
});

test("so do those whose bookings come from elsewhere all at once", async () => {
  const { model, calls, stop } = askedInRounds();
  const db = await seededDatabase();
  const real = sqliteBookingSystem(db);
  const { open, opened } = gate();
  let waiting = 0;
  const listBookings: BookingSystem["listBookings"] = async (of) => {
    if (++waiting === 5) setImmediate(() => setImmediate(open));
    await opened;
    return real.listBookings(of);
  };
  const rig = await startRig({ model, db, bookings: { ...real, listBookings } });
  await Promise.all([1, 2, 3, 4, 5].map((count) => eventsOf(rig, "maria", count)));
  stop();
  expect(new Set(calls).size).toBe(5);
});

test("while one guest's bookings are looked up, another's turn begins and is answered", async () => {
  const db = await seededDatabase();
  const real = sqliteBookingSystem(db);
  const { open, opened } = gate();
  const listBookings: BookingSystem["listBookings"] = async (of) => {
    if (of.guestId === "maria") await opened;
    return real.listBookings(of);
  };
  const { model, stop } = askedInRounds();
  const rig = await startRig({ model, db, bookings: { ...real, listBookings } });
  const maria = eventsOf(rig, "maria");
  expect(outcomeIn(await eventsOf(rig, "elena"))).toBe("reply");
  open();
  stop();
  expect(outcomeIn(await maria)).toBe("reply");
});

test("while what one guest has confirmed is carried out, another's turn begins and is answered", async () => {
  const db = await seededDatabase();
  const real = sqliteBookingSystem(db);
  const [ordered, done] = [gate(), gate()];
  const execute: BookingSystem["execute"] = async (order) => {
    ordered.open();
    await done.opened;
    return real.execute(order);
  };
  const cancel = { calls: [{ name: "cancel_booking", arguments: { bookingRef: "BK-204" } }] };
  const model = scriptedModel([cancel, { say: "Hello." }]);
  const rig = await startRig({ model, db, bookings: { ...real, execute } });
  await rig.say("cancel BK-204");
  await rig.press("accept");
  const maria = rig.run();
  await ordered.opened;
  expect(outcomeIn(await eventsOf(rig, "elena"))).toBe("reply");
  done.open();
  expect(outcomeIn(await maria)).toBe("reply");
});
