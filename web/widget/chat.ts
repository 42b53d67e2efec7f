import type { LoggedEvent } from "../../agent/events.ts";
import { fold } from "../conversation/fold.ts";
import { serverNow } from "../conversation/server-clock.ts";
import { type Follow, follow, type Link } from "../http/follow.ts";
import { ApiProblem } from "../http/problem.ts";
import { randomId } from "../http/random-id.ts";
import { whileVisible } from "../http/while-visible.ts";
import { blankChat, type ChatState, failureOf, unstored, wordsOf } from "./chat-state.ts";
import type { GuestClient } from "./guest-client.ts";
import { type Memory, newConversation, type Remembered } from "./memory.ts";
import { deliver, discard, enqueue, settle } from "./outbox.ts";

/** A stream that says nothing for this long after it opened has told all there was. */
const caughtUpMs = 250;

export interface ChatParts {
  client: GuestClient;
  memory: Memory;
  /** Replaced in tests, which have no page to hide and do not sleep. */
  watch?: typeof whileVisible;
  wait?: Follow["wait"];
}

/**
 * One guest's chat. What is shown comes from the log alone: `send` only posts, and the message appears because its event does
 * (until then it stands in the outbox). Methods never throw (but `decide`); they leave what went wrong in the state.
 */
export class Chat {
  state: ChatState;
  #listeners = new Set<() => void>();
  #following: AbortController | null = null;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: ChatParts) {
    this.state = blankChat(parts.memory.load());
    if (this.state.started) this.#follow();
    else void this.#findPromised();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async send(text: string): Promise<void> {
    const message = { id: randomId(), text: text.trim(), at: new Date(serverNow()).toISOString() };
    this.#set({ outbox: enqueue(this.state.outbox, message), notice: null });
    await this.#post(message);
  }

  async retry(id: string): Promise<void> {
    const message = this.state.outbox.find((one) => one.id === id && one.delivery.state === "failed");
    if (!message) return;
    this.#set({ outbox: deliver(this.state.outbox, id, { state: "sending" }) });
    await this.#post(message);
  }

  /** Tries what could not be stored once more, in the order it was written; the first that is refused again ends it. */
  async retryUnstored(): Promise<void> {
    for (const { id } of unstored(this.state)) {
      await this.retry(id);
      if (unstored(this.state).some((message) => message.id === id)) return;
    }
  }

  discard(id: string): void {
    this.#set({ outbox: discard(this.state.outbox, id) });
  }

  /** Throws `ApiProblem`: the card shows the answer. */
  decide(confirmationId: string, decision: "accept" | "decline") {
    return this.parts.client.decide(this.state.conversationId, confirmationId, decision);
  }

  stop(): Promise<void> {
    return this.#try(() => this.parts.client.stop(this.state.conversationId));
  }

  /** Before the first message there is no conversation to hand over: asking is then the first message. */
  askForPerson(): Promise<void> {
    if (!this.state.started) return this.send("I would like to talk to a person, please.");
    return this.#try(() => this.parts.client.handoff(this.state.conversationId));
  }

  startNew(): void {
    this.#show(newConversation());
  }

  open(conversationId: string): void {
    if (conversationId !== this.state.conversationId)
      this.#show({ conversationId, started: true, seenSeq: 0 });
  }

  markSeen(): void {
    if (this.state.seenSeq === this.state.view.seq) return;
    this.#set({ seenSeq: this.state.view.seq });
    this.#remember({});
  }

  dispose(): void {
    this.#following?.abort();
    clearTimeout(this.#quiet);
    this.#listeners.clear();
  }

  async #post({ id: messageId, text }: { id: string; text: string }): Promise<void> {
    const { conversationId, started } = this.state;
    // Before the answer: a page closed in between must find the conversation again.
    if (!started) this.#remember({ started: true });
    try {
      await this.parts.client.send({ conversationId, messageId, text });
    } catch (error) {
      this.#set({ outbox: deliver(this.state.outbox, messageId, failureOf(error)) });
      return;
    }
    if (conversationId !== this.state.conversationId) return;
    const wasFollowed = this.state.link !== "idle";
    this.#set({ started: true });
    // Also when a stream ended for good (a session that ran out): the token is good again.
    if (!wasFollowed) this.#follow();
  }

  #follow(): void {
    this.#following?.abort();
    this.#following = new AbortController();
    const watch = this.parts.watch ?? whileVisible;
    watch((signal) => void this.#read(signal), this.#following.signal);
  }

  async #read(signal: AbortSignal): Promise<void> {
    const { client, wait } = this.parts;
    const { conversationId } = this.state;
    const onData = (event: unknown) => this.#take(event as LoggedEvent);
    const onLink = (link: Link) => {
      this.#set({ link });
      if (link === "live") this.#waitForQuiet();
    };
    const open = (one: AbortSignal) => client.events(conversationId, this.state.view.seq, one);
    try {
      await follow({ open, onData, onLink, signal, ...(wait && { wait }) });
    } catch (error) {
      // A conversation the server no longer has (seeded anew): begin afresh.
      if (error instanceof ApiProblem && error.status === 404) this.#show(newConversation());
      else this.#set({ link: "idle", notice: wordsOf(error) });
    }
  }

  /** On another device she was promised a person's answer "in this chat": it is found again, unless she has begun a new one here. */
  async #findPromised(): Promise<void> {
    const { conversationId } = this.state;
    const all = await this.parts.client.conversations().catch(() => []);
    const promised = all.find(({ owner }) => owner === "queued" || owner === "staff");
    const { conversationId: present, started, outbox } = this.state;
    if (promised && present === conversationId && !started && outbox.length === 0) this.open(promised.id);
  }

  #take(event: LoggedEvent): void {
    const view = fold(this.state.view, event);
    this.#set({ view, outbox: settle(this.state.outbox, view) });
    if (!this.state.caughtUp) this.#waitForQuiet();
  }

  #waitForQuiet(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#set({ caughtUp: true }), caughtUpMs);
  }

  #show(remembered: Remembered): void {
    this.#following?.abort();
    clearTimeout(this.#quiet);
    this.#set(blankChat(remembered));
    this.#remember({});
    if (remembered.started) this.#follow();
  }

  #remember(patch: Partial<Remembered>): void {
    const { conversationId, started, seenSeq } = this.state;
    this.parts.memory.save({ conversationId, started, seenSeq, ...patch });
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#set({ notice: null });
    } catch (error) {
      this.#set({ notice: wordsOf(error) });
    }
  }

  #set(patch: Partial<ChatState>): void {
    this.state = { ...this.state, ...patch };
    for (const listener of this.#listeners) listener();
  }
}
