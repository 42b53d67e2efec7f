import { setTimeout as wait } from "node:timers/promises";
import type { ConfirmCard, LoggedEvent, Owner } from "../../agent/events.ts";
import { signGuestToken } from "../../server/auth/guest-token.ts";
import { type Answer, follow, type Request, send, sendOnce, Unknown, type Wire } from "./client.ts";
import type { Desk } from "./desk.ts";
import { type Diary, emptyDiary, type Press } from "./diary.ts";
import type { Claim, Journey, Step } from "./journey.ts";
import { HandedOff, View } from "./view.ts";

/** How a journey ended. `handed-off`: a person holds the conversation, which is an honest end, though not the planned one. */
export type Ending = "as-planned" | "handed-off" | "left";

/** A guest on her journey: she does one step after the other, over however many lives of the server that takes. */
export class Guest {
  readonly diary: Diary = emptyDiary();
  readonly view = new View();
  /** What she was doing last. */
  at = "before her first word";
  ending: Ending | null = null;
  #stopFollowing = new AbortController();
  #headers: Record<string, string> = {};

  constructor(
    readonly journey: Journey,
    private readonly of: { wire: Wire; desk: Desk; guestTokenSecret: string },
  ) {}

  /** Resolves at her journey's end. Throws only when the run is over, or for an answer that no client can make sense of. */
  async travel(): Promise<void> {
    const { wire, guestTokenSecret } = this.of;
    const { conversationId, guestId, steps } = this.journey;
    this.#headers = { authorization: `Bearer ${await signGuestToken(guestId, guestTokenSecret)}` };
    const following = follow(wire, {
      path: `/v1/chat/${conversationId}/events`,
      headers: this.#headers,
      after: () => this.view.lastSeq,
      see: (event) => this.#see(event),
      signal: AbortSignal.any([wire.signal, this.#stopFollowing.signal]),
    });
    try {
      this.ending = await this.#takeAll(steps);
    } finally {
      this.#stopFollowing.abort();
      await following;
    }
  }

  #see(event: LoggedEvent): void {
    this.view.add(event);
    const { moments } = this.of.wire;
    if (event.type === "status" && event.kind === "working") moments.happened("work-begun");
    if (event.type === "receipt") moments.happened("work-done");
  }

  async #takeAll(steps: Step[]): Promise<Ending> {
    try {
      for (const [index, step] of steps.entries()) {
        this.at = `step ${index + 1}, ${step.do}`;
        if (step.do === "say-and-leave") return await this.#sayAndLeave(step.text, index);
        await this.#take(step, index);
      }
      return "as-planned";
    } catch (error) {
      if (!(error instanceof HandedOff)) throw error;
      this.at += ", handed off";
      await this.of.desk.close(this.journey.conversationId);
      return "handed-off";
    }
  }

  async #take(step: Exclude<Step, { do: "say-and-leave" }>, index: number): Promise<void> {
    switch (step.do) {
      case "say":
        return this.#say(this.#words(step.text), { index, again: step.again });
      case "press":
        await this.#press(step.decision, step.tabs, step.meanwhile);
        return this.#approvedUnlessPlanned(index);
      case "type": {
        await this.#say(step.text, { index });
        if (this.view.cardIn("offered")) await this.#press(step.decision, 1);
        return this.#approvedUnlessPlanned(index);
      }
      case "staff-decides":
        return this.#waitForStaff(step.decision);
      case "staff-answers": {
        const { conversationId } = this.journey;
        await this.of.desk.answer(conversationId, { ...step, diary: this.diary });
        return this.#heldBy(step.afterwards === "resolve" ? "closed" : "agent");
      }
      case "staff-gives-credit": {
        const { conversationId } = this.journey;
        await this.of.desk.giveCredits(conversationId, { ...step, diary: this.diary });
        return this.#heldBy("agent");
      }
      case "host-claims":
        return this.of.desk.claimDamage(step.claim, this.diary);
    }
  }

  /** The one who has the conversation now, as her view shows it. */
  async #heldBy(owner: Owner): Promise<void> {
    await this.view.until(() => (this.view.owner === owner ? null : undefined));
  }

  #words(text: string): string {
    return text.replace("{booked}", () => this.view.receipts.at(-1)?.bookingRef ?? "what I booked");
  }

  async #say(
    text: string,
    { index, again = false }: { index: number; again?: boolean | undefined },
  ): Promise<void> {
    const posted = this.#note(text, index);
    const request = this.#messageRequest(posted.messageId, text);
    const answers = await Promise.all(
      [request, ...(again ? [request] : [])].map((r) => send(this.of.wire, r)),
    );
    for (const answer of answers) expectStatus(answer, [200], this.at);
    posted.taken = true;
    const { view } = this;
    const said = await view.until(() => view.events.find((event) => isMessage(event, posted.messageId)));
    // A message to a person begins no turn.
    if (said.turnId !== null) await view.until(() => this.#turnEnd(said.turnId, said.seq));
    if (view.owner !== "agent" && !this.#plansPerson(index)) throw new HandedOff();
  }

  async #sayAndLeave(text: string, index: number): Promise<Ending> {
    const posted = this.#note(text, index);
    await this.of.wire.server.up();
    try {
      const answer = await sendOnce(this.of.wire, this.#messageRequest(posted.messageId, text));
      posted.taken = answer.status === 200;
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
    }
    return "left";
  }

  async #press(decision: Press["decision"], tabs: 1 | 2, claim?: Claim & { afterMs: number }): Promise<void> {
    const { view } = this;
    const card = await view.until(() => this.#unlessHandedOff(view.cardIn("offered")));
    const { confirmationId, direction, amount, credit } = card;
    const creditMinor = credit?.minor ?? 0;
    const press: Press = { confirmationId, decision, direction, amount, creditMinor, taken: 0, used: 0 };
    this.diary.presses.push(press);
    const request: Request = {
      path: `/v1/chat/${this.journey.conversationId}/confirmations/${confirmationId}`,
      headers: this.#headers,
      json: { decision },
      tells: { sent: "press-sent", taken: "press-taken" },
    };
    const pressed = Promise.all(Array.from({ length: tabs }, () => send(this.of.wire, request)));
    const claimed = claim && this.#claimAfter(claim);
    const [answers] = await Promise.all([pressed, claimed]);
    for (const answer of answers) {
      expectStatus(answer, [200, 409], this.at);
      if (answer.status === 200) press.taken++;
      else press.used++;
    }
    await this.#cardAtRest(confirmationId, restsAfterPress);
  }

  async #claimAfter({ afterMs, ...claim }: Claim & { afterMs: number }): Promise<void> {
    await wait(afterMs);
    await this.of.desk.claimDamage(claim, this.diary);
  }

  /** A day's sum may be over, so that a person must approve what the plan does not know of. */
  async #approvedUnlessPlanned(index: number): Promise<void> {
    const isPlanned = this.journey.steps.slice(index + 1).some((step) => step.do === "staff-decides");
    if (!isPlanned) await this.#waitForStaff("approve");
  }

  async #waitForStaff(decision: "approve" | "decline"): Promise<void> {
    const { conversationId } = this.journey;
    const card = this.view.cardIn("awaiting_approval");
    // Where nothing waits although the plan says so, the end shows it.
    if (!card) return;
    const { confirmationId } = card;
    const waits = () => this.view.cards.get(confirmationId)?.state === "awaiting_approval";
    await this.of.desk.decide(conversationId, { decision, waits, diary: this.diary });
    await this.#cardAtRest(confirmationId, restsAfterStaff);
  }

  /** The card has come to rest, and the turn that told so has ended. */
  async #cardAtRest(confirmationId: string, rests: State[]): Promise<void> {
    const { view } = this;
    const isAtRest = (event: LoggedEvent) =>
      event.type === "confirm" &&
      event.card.confirmationId === confirmationId &&
      rests.includes(event.card.state);
    const rest = await view.until(() => this.#unlessHandedOff(view.events.find(isAtRest)));
    await view.until(() => this.#turnEnd(rest.turnId, rest.seq));
    this.#unlessHandedOff(null);
  }

  #turnEnd(turnId: string | null, after: number): LoggedEvent | undefined {
    return this.view.events.find(
      (event) => event.type === "turn-end" && event.turnId === turnId && event.seq > after,
    );
  }

  #unlessHandedOff<T>(found: T): T {
    if (this.view.owner !== "agent") throw new HandedOff();
    return found;
  }

  /** Does one of the next steps want a person to hold the conversation? */
  #plansPerson(index: number): boolean {
    const people: Step["do"][] = ["staff-answers", "staff-gives-credit"];
    return this.journey.steps.slice(index + 1).some((step) => people.includes(step.do));
  }

  #note(text: string, index: number) {
    const posted = { messageId: `m-${this.journey.number}-${index}`, text, taken: false };
    this.diary.messages.push(posted);
    return posted;
  }

  #messageRequest(messageId: string, text: string): Request {
    return {
      path: "/v1/chat",
      headers: this.#headers,
      json: {
        id: this.journey.conversationId,
        message: { id: messageId, role: "user", parts: [{ type: "text", text }] },
      },
      tells: { sent: "message-sent", taken: "message-taken" },
    };
  }
}

type State = ConfirmCard["state"];

const restsAfterStaff = ["done", "failed", "rejected", "declined", "expired", "replaced"] satisfies State[];
const restsAfterPress = [...restsAfterStaff, "awaiting_approval"] satisfies State[];

const isMessage = (event: LoggedEvent, messageId: string): boolean =>
  event.type === "guest-message" && event.messageId === messageId;

export function expectStatus({ status, body }: Answer, expected: number[], at: string): void {
  if (!expected.includes(status))
    throw new Error(`${at}: answered ${status} ${JSON.stringify(body)?.slice(0, 300)}`);
}
