import type { AgentEvent } from "../../agent/events.ts";
import { ApiProblem } from "../http/problem.ts";
import { Chat } from "./chat.ts";
import { unreadCount } from "./chat-state.ts";
import type { GuestClient, GuestMessageToSend } from "./guest-client.ts";
import { type Memory, newConversation, type Remembered } from "./memory.ts";
import { withOutbox } from "./outbox.ts";

/** A server of one conversation: what is sent becomes an event, and followers get it. */
function rig(remembered: Remembered = newConversation()) {
  const sent: GuestMessageToSend[] = [];
  const opened: { conversationId: string; after: number }[] = [];
  const refusals: ApiProblem[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array> | null = null;
  let seq = 0;
  let elsewhere: { id: string; owner: string }[] = [];
  const tell = (event: AgentEvent) => {
    seq += 1;
    const logged = { ...event, seq, at: "2026-11-25T10:00:00.000Z", turnId: "turn_1" };
    stream?.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(logged)}\n\n`));
  };
  const client = {
    send: async (message: GuestMessageToSend) => {
      sent.push(message);
      const refusal = refusals.shift();
      if (refusal) throw refusal;
    },
    events: async (conversationId: string, after: number, signal: AbortSignal) => {
      opened.push({ conversationId, after });
      if (missing) throw new ApiProblem(404, "There is no such conversation.");
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          stream = controller;
          signal.addEventListener("abort", () => controller.error(signal.reason));
        },
      });
      return new Response(body);
    },
    handoff: async () => undefined,
    conversations: async () => elsewhere,
  } as unknown as GuestClient;
  let missing = false;
  let stored = remembered;
  const memory: Memory = {
    load: () => stored,
    save: (next) => {
      stored = next;
    },
  };
  const watch = (work: (signal: AbortSignal) => void, signal: AbortSignal) => work(signal);
  const make = () => new Chat({ client, memory, watch, wait: async () => undefined });
  return {
    make,
    sent,
    opened,
    refusals,
    tell,
    drop: () => stream?.error(new Error("the network is gone")),
    lose: () => {
      missing = true;
    },
    haveElsewhere: (conversations: typeof elsewhere) => {
      elsewhere = conversations;
    },
    stored: () => stored,
  };
}

/** Resolves when the state is as wanted. */
function until(chat: Chat, holds: (state: Chat["state"]) => boolean): Promise<void> {
  if (holds(chat.state)) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = chat.subscribe(() => {
      if (!holds(chat.state)) return;
      stop();
      resolve();
    });
  });
}

const shown = (chat: Chat) => withOutbox(chat.state.view, chat.state.outbox).items;
let chat: Chat;
afterEach(() => chat.dispose());

test("a message is shown at once, and once only when the log has it", async () => {
  const server = rig();
  chat = server.make();
  const sending = chat.send("  Hello ");
  expect(shown(chat)).toMatchObject([{ kind: "guest", text: "Hello", delivery: { state: "sending" } }]);
  await sending;
  await until(chat, (state) => state.link === "live");
  server.tell({ type: "guest-message", messageId: server.sent[0]!.messageId, text: "Hello" });
  await until(chat, (state) => state.view.seq === 1);
  expect(chat.state.outbox).toEqual([]);
  expect(shown(chat)).toMatchObject([{ kind: "guest", text: "Hello", id: server.sent[0]!.messageId }]);
});

test("a failed message is sent again under the same id", async () => {
  const server = rig();
  server.refusals.push(new ApiProblem(0, "away"));
  chat = server.make();
  await chat.send("Cancel BK-204");
  expect(chat.state.outbox).toMatchObject([{ delivery: { state: "failed", canRetry: true } }]);
  await chat.retry(server.sent[0]!.messageId);
  expect(server.sent).toHaveLength(2);
  expect(server.sent[1]).toEqual(server.sent[0]);
});

test("a message that arrived though its request failed is not offered for sending again", async () => {
  const server = rig({ ...newConversation(), started: true });
  server.refusals.push(new ApiProblem(0, "the answer was lost"));
  chat = server.make();
  await until(chat, (state) => state.link === "live");
  await chat.send("Cancel BK-204");
  server.tell({ type: "guest-message", messageId: server.sent[0]!.messageId, text: "Cancel BK-204" });
  await until(chat, (state) => state.view.seq === 1);
  expect(chat.state.outbox).toEqual([]);
});

test.each([
  [413, false],
  [422, false],
  [503, true],
])("after a %i, trying again is offered: %s", async (status, canRetry) => {
  const server = rig();
  server.refusals.push(new ApiProblem(status, "no"));
  chat = server.make();
  await chat.send("Hello");
  expect(chat.state.outbox).toMatchObject([{ delivery: { state: "failed", canRetry } }]);
});

test("a new chat opens no stream before its first message; a remembered one does, and comes back to the same conversation", async () => {
  const server = rig();
  chat = server.make();
  expect(server.opened).toEqual([]);
  await chat.send("Hello");
  const { conversationId } = chat.state;
  expect(conversationId).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
  chat.dispose();
  chat = server.make();
  expect(chat.state).toMatchObject({ conversationId, started: true });
  expect(server.opened.at(-1)).toEqual({ conversationId, after: 0 });
});

test("a broken stream goes on after the last event seen", async () => {
  const server = rig({ ...newConversation(), started: true });
  chat = server.make();
  await until(chat, (state) => state.link === "live");
  server.tell({ type: "guest-message", messageId: "m1", text: "Hello" });
  await until(chat, (state) => state.view.seq === 1);
  server.drop();
  await until(chat, (state) => state.link === "connecting");
  await until(chat, (state) => state.link === "live");
  expect(server.opened.map(({ after }) => after)).toEqual([0, 1]);
});

test("a conversation the server no longer has gives way to a new one", async () => {
  const gone = { ...newConversation(), started: true };
  const server = rig(gone);
  server.lose();
  chat = server.make();
  await until(chat, (state) => !state.started);
  expect(chat.state.conversationId).not.toBe(gone.conversationId);
  expect(server.stored().conversationId).toBe(chat.state.conversationId);
});

test("asking for a person before anything was said is the first message", async () => {
  const server = rig();
  chat = server.make();
  await chat.askForPerson();
  expect(server.sent[0]?.text).toMatch(/talk to a person/);
});

test("what others said counts as unread until it is looked at, and stays read after a reload", async () => {
  const server = rig({ ...newConversation(), started: true });
  chat = server.make();
  await until(chat, (state) => state.link === "live");
  server.tell({ type: "guest-message", messageId: "m1", text: "Hello" });
  server.tell({ type: "staff-message", messageId: "s1", text: "Hello Maria", staffName: "Ana" });
  await until(chat, (state) => state.view.seq === 2);
  expect(unreadCount(chat.state)).toBe(1);
  chat.markSeen();
  expect(unreadCount(chat.state)).toBe(0);
  expect(server.stored().seenSeq).toBe(2);
});

test("a conversation that waits for a person is found again on another device", async () => {
  const here = rig();
  here.haveElsewhere([
    { id: "with-the-agent-00001", owner: "agent" },
    { id: "waits-for-a-person-1", owner: "queued" },
  ]);
  chat = here.make();
  await until(chat, ({ conversationId }) => conversationId === "waits-for-a-person-1");
  expect(here.opened).toEqual([{ conversationId: "waits-for-a-person-1", after: 0 }]);
});
