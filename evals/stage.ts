import { randomUUID } from "node:crypto";
import { type Agent, TurnEnded } from "../agent/answer.ts";
import { buildAgent } from "../agent/build.ts";
import { handoffReserveMs, turnMsMax } from "../agent/limits.ts";
import type { Model } from "../agent/model/model.ts";
import { decideAction, expireActions, listCards } from "../db/actions.ts";
import { decideApproval } from "../db/approvals.ts";
import { acceptMessage } from "../db/conversations.ts";
import { recordDamageClaim } from "../db/damage-claims.ts";
import { listEscalations } from "../db/escalation-list.ts";
import { readAllEvents } from "../db/event-log.ts";
import { type Db, openDatabase } from "../db/open.ts";
import { claimEscalation, endEscalation, replyAsStaff } from "../db/staff-desk.ts";
import { listTurns } from "../db/turns.ts";
import { changeAmount } from "../tools/approvals/change-amount.ts";
import { giveCredit } from "../tools/approvals/give-credit.ts";
import { sqliteBookingSystem } from "../tools/booking-system/sqlite-booking-system.ts";
import { builtInMoneyRules } from "../tools/money-rules.ts";
import { isAfterCheckIn } from "../tools/refunds/damage-claim.ts";
import type { StaffAct } from "./format.ts";
import { type EndState, readEndState } from "./graded-state.ts";

/** "€900.00" is 90000: amounts are written with all the decimals that their currency has. */
const minorOf = (amount: string): number => Number(amount.replace(/\D/g, ""));

type ActOf<Act extends StaffAct["act"]> = Extract<StaffAct, { act: Act }>;

/** One guest's conversation with the real agent, on a database of its own. Its clock stands still until it is moved. */
export class Stage {
  readonly conversationId = `eval-${randomUUID()}`;
  #db: Db;
  #agent: Agent;
  #begun = false;
  now: number;

  constructor(private readonly parts: { db: Db; model: Model; guestId: string; now: number }) {
    this.#db = parts.db;
    this.#agent = this.#build();
    this.now = parts.now;
  }

  #build(): Agent {
    return buildAgent({
      db: this.#db,
      models: [this.parts.model],
      clock: () => this.now,
      mail: "kept",
    });
  }

  /** The guest's message is accepted, as the server accepts it before it answers. */
  async accept(text: string): Promise<void> {
    const accepted = await acceptMessage(this.#db, {
      conversationId: this.conversationId,
      guestId: this.parts.guestId,
      messageId: `message-${randomUUID()}`,
      text,
      turnId: `turn-${randomUUID()}`,
      now: this.now,
    });
    if (accepted.kind !== "turn" && accepted.kind !== "for-person")
      throw new Error(`the message was not accepted: ${accepted.kind}`);
    this.#begun = true;
  }

  /** Runs what is queued, and what a restart left running, until every turn has ended or waits. */
  async run(): Promise<void> {
    for (;;) {
      const [turn] = [
        ...(await listTurns(this.#db, { status: "running" })),
        ...(await listTurns(this.#db, { status: "queued" })),
      ];
      if (!turn) return;
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(new TurnEnded("timeout")), turnMsMax - handoffReserveMs);
      try {
        for await (const _event of this.#agent.answer(turn.id, { signal: stop.signal }));
      } finally {
        clearTimeout(timer);
      }
    }
  }

  /** Presses a card: the `card`th of the conversation, or else the newest open one, or else the newest. Says why it had no effect. */
  async press(decision: "accept" | "decline", card: number | null): Promise<string | null> {
    const cards = await listCards(this.#db, { conversationId: this.conversationId });
    const pressed = card
      ? cards[card - 1]
      : (cards.findLast(({ state }) => state === "offered") ?? cards.at(-1));
    if (!pressed) throw new Error("there is no card to press");
    const { confirmationId } = pressed;
    const { conversationId, now } = this;
    const { guestId } = this.parts;
    const decided = await decideAction(this.#db, { confirmationId, conversationId, guestId, decision, now });
    if (decided.kind === "decided") return null;
    return decided.kind === "used" ? `the card is ${decided.action.state}` : "there is no such card";
  }

  /** What staff do in the console, on this conversation's newest escalation of the kind that the act is for. Says why it had no effect. */
  async staff(act: StaffAct, staffId: string): Promise<string | null> {
    if (act.act === "damage") return this.#damage(act, staffId);
    const kind = ["approve", "decline", "offer"].includes(act.act) ? "approval" : "question";
    const all = await listEscalations(this.#db, { status: "all" });
    const escalation = all.findLast((e) => e.conversationId === this.conversationId && e.kind === kind);
    if (!escalation) throw new Error(`there is no ${kind} for staff to ${act.act.replace("_", " ")}`);
    const outcome = await this.#act(act, { escalationId: escalation.id, staffId, now: this.now });
    return outcome.ok ? null : `it was refused (${outcome.why})`;
  }

  async #damage({ booking: ref, amount, words }: ActOf<"damage">, staffId: string): Promise<string | null> {
    const { now } = this;
    const booking = await sqliteBookingSystem(this.#db).findBooking({ guestId: this.parts.guestId, ref });
    const outcome = await recordDamageClaim(this.#db, {
      ...{ bookingRef: ref, hostName: null, words, actor: `staff:${staffId}`, now },
      amount: amount === null ? null : { minor: minorOf(amount), currency: booking?.currency ?? "" },
      isInTime: (stay) => isAfterCheckIn(stay, now),
    });
    return outcome.ok ? null : `it was refused (${outcome.why})`;
  }

  #act(act: Exclude<StaffAct, ActOf<"damage">>, by: { escalationId: string; staffId: string; now: number }) {
    switch (act.act) {
      case "claim":
        return claimEscalation(this.#db, by);
      case "reply":
        return replyAsStaff(this.#db, { ...by, messageId: `staff-${randomUUID()}`, text: act.text });
      case "resolve":
        return endEscalation(this.#db, { ...by, owner: "closed" });
      case "hand_back":
        return endEscalation(this.#db, { ...by, owner: "agent" });
      case "approve":
        return decideApproval(this.#db, { ...by, decision: "approve", reason: null });
      case "decline":
        return decideApproval(this.#db, { ...by, decision: "decline", reason: act.reason });
      case "offer": {
        const company = { db: this.#db, bookings: sqliteBookingSystem(this.#db), rules: builtInMoneyRules() };
        const reason = "A colleague looked at it.";
        return changeAmount(company, { ...by, amountMinor: minorOf(act.amount), reason });
      }
      case "credit":
        return this.#giveCredit(act, by);
    }
  }

  async #giveCredit(
    { booking: bookingRef, amount, reason }: ActOf<"credit">,
    by: { escalationId: string; staffId: string; now: number },
  ) {
    const company = { db: this.#db, rules: builtInMoneyRules() };
    const of = { guestId: this.parts.guestId, ref: bookingRef };
    const currency = (await sqliteBookingSystem(this.#db).findBooking(of))?.currency ?? "";
    return giveCredit(company, { ...by, bookingRef, amountMinor: minorOf(amount), currency, reason });
  }

  /** Time passes, and the server closes the offers whose time is over. */
  async wait(ms: number): Promise<void> {
    this.now += ms;
    await expireActions(this.#db, { now: this.now });
  }

  /** The server ends and starts again: nothing is left but the bytes of its database. */
  restart(): void {
    const bytes = this.#db.$client.serialize();
    this.#db.$client.close();
    this.#db = openDatabase(bytes);
    this.#agent = this.#build();
  }

  events() {
    return readAllEvents(this.#db, { conversationId: this.conversationId });
  }

  state(): Promise<EndState> {
    return readEndState(this.#db, { conversationId: this.#begun ? this.conversationId : null });
  }

  close(): void {
    this.#db.$client.close();
  }
}
