import { beforeEach, expect, test } from "@jest/globals";
import { acceptMessage } from "../db/conversations.ts";
import { insertMessage } from "../db/insert-message.ts";
import { atomically, type Db, openDatabase } from "../db/open.ts";
import { seedDemo } from "../db/seed.ts";
import type { TurnContext } from "./context.ts";
import { pastCharsMax } from "./limits.ts";
import { pastMessages } from "./past-messages.ts";

let db: Db;
const now = Date.UTC(2026, 10, 25, 10);

beforeEach(async () => {
  db = openDatabase(":memory:");
  await seedDemo(db, { now });
});

const ask = (turnId: string, text: string, conversationId = "conv") =>
  acceptMessage(db, { conversationId, guestId: "maria", messageId: `m-${turnId}`, text, turnId, now });

const answer = (turnId: string, text: string, detail: unknown = {}, conversationId = "conv") =>
  atomically(db, (tx) =>
    insertMessage(tx).run({
      conversationId,
      id: `${turnId}:0`,
      turnId,
      role: "agent",
      text,
      detail: JSON.stringify(detail),
      createdAt: now,
    }),
  );

/** What a leg of a turn reads: each leg has a context of its own. */
async function past(turnId: string, conversationId = "conv") {
  const rows = db.$client.prepare("select seq from messages where conversation_id = ? and id = ?");
  const { seq } = rows.get(conversationId, `m-${turnId}`) as { seq: number };
  return pastMessages({ db, turn: { conversationId }, question: { seq } } as unknown as TurnContext);
}
const textsOf = (messages: Awaited<ReturnType<typeof past>>) => messages.map(({ message }) => message.text);

test("a turn sees what was said up to its question, and the next one the same objects and what came since", async () => {
  await ask("1", "one");
  const first = await past("1");
  answer("1", "uno");
  await ask("2", "two");
  const second = await past("2");
  expect(textsOf(first)).toEqual(["one"]);
  expect(textsOf(second)).toEqual(["one", "uno", "two"]);
  answer("2", "due");
  await ask("3", "three");
  const third = await past("3");
  expect(textsOf(third)).toEqual(["one", "uno", "two", "due", "three"]);
  expect(third[1]!.message).toBe(second[1]!.message);
});

test("an answer that was stored behind the next question is seen by the turn after it, in its place", async () => {
  await ask("1", "one");
  await ask("2", "two");
  await past("1");
  answer("1", "uno");
  expect(textsOf(await past("2"))).toEqual(["one", "two"]);
  await ask("3", "three");
  expect(textsOf(await past("3"))).toEqual(["one", "two", "uno", "three"]);
});

test("a turn that goes on after newer ones sees no more than at first", async () => {
  await ask("1", "one");
  await past("1");
  answer("1", "uno");
  await ask("2", "two");
  const newer = await past("2");
  expect(textsOf(await past("1"))).toEqual(["one"]);
  const again = await past("2");
  expect(textsOf(again)).toEqual(["one", "uno", "two"]);
  expect(again[0]!.message).toBe(newer[0]!.message);
});

test("what a question was answered with stands with it from the next turn on", async () => {
  const known = { now, bookings: [], passages: [] };
  await ask("1", "one");
  expect((await past("1"))[0]!.message).toEqual({ role: "guest", text: "one" });
  answer("1", "uno", { known });
  await ask("2", "two");
  expect((await past("2"))[0]!.message).toEqual({ role: "guest", text: "one", known });
});

test("nothing of another conversation is seen", async () => {
  await ask("1", "one");
  await ask("x", "another", "other");
  await past("1");
  expect(textsOf(await past("x", "other"))).toEqual(["another"]);
  await ask("2", "two");
  expect(textsOf(await past("2"))).toEqual(["one", "two"]);
});

test("a conversation that was put out of memory is read again", async () => {
  await ask("1", "one");
  const before = await past("1");
  const long = "x".repeat(pastCharsMax / 4);
  for (const other of ["a", "b", "c", "d", "e"]) {
    await ask(other, long, other);
    await past(other, other);
  }
  await ask("2", "two");
  const after = await past("2");
  expect(textsOf(after)).toEqual(["one", "two"]);
  expect(after[0]!.message).not.toBe(before[0]!.message);
});

test("the one not heard of for longest is put out of memory first", async () => {
  const long = "x".repeat(pastCharsMax / 4);
  const read = async (turnId: string, conversationId: string, text: string) => {
    await ask(turnId, text, conversationId);
    return past(turnId, conversationId);
  };
  const [a] = await read("a", "a", long);
  const [b] = await read("b", "b", long);
  await read("c", "c", long);
  await read("a2", "a", "again");
  await read("d", "d", long);
  expect((await read("a3", "a", "and again"))[0]!.message).toBe(a!.message);
  expect((await read("b2", "b", "again"))[0]!.message).not.toBe(b!.message);
});
