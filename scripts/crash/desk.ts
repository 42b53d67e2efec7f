import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { EscalationSummary, Money } from "../../agent/events.ts";
import { type Answer, send, type Wire } from "./client.ts";
import { leadId, staffIds, staffPassword } from "./company.ts";
import type { Diary, GivenCredit, PostedClaim, StaffDecision } from "./diary.ts";
import type { Claim } from "./journey.ts";
import type { Moment } from "./kill-plan.ts";

/** Staff at their console, over HTTP. Sessions outlive the server: they are signed, not stored. */
export class Desk {
  #cookies = new Map<string, string>();

  constructor(private readonly wire: Wire) {}

  /** Decides the approval of a conversation, one member of staff after the other, until its card no longer waits. */
  async decide(
    conversationId: string,
    { decision, waits, diary }: { decision: "approve" | "decline"; waits(): boolean; diary: Diary },
  ): Promise<void> {
    for (const staffId of staffIds) {
      const escalation = await this.#find(conversationId, "approval", waits);
      if (!escalation) return;
      const decided: StaffDecision = { escalationId: escalation.id, staffId, decision, taken: false };
      diary.decisions.push(decided);
      const path = `/escalations/${escalation.id}/${decision}`;
      const body = decision === "decline" ? { reason: "Not this time." } : {};
      const answer = await this.#post(staffId, path, body, { key: `${escalation.id}-${staffId}` });
      decided.taken = answer.status === 200;
      // 403: this one may not decide, or not alone. 409: it was decided, perhaps by this very request before its connection broke.
      expectAnswer(path, answer, [200, 403, 409]);
      await wait(lookMsEvery);
      if (!waits()) return;
    }
  }

  /** Takes a question, answers it, and gives the conversation back or closes it. */
  async answer(
    conversationId: string,
    { text, afterwards, diary }: { text: string; afterwards: "hand-back" | "resolve"; diary: Diary },
  ): Promise<void> {
    const [staffId] = staffIds;
    const escalation = await this.#find(conversationId, "question", () => true);
    if (!escalation) return;
    const act = async (what: string, body: object, allowed: number[]) =>
      expectAnswer(what, await this.#post(staffId, `/escalations/${escalation.id}/${what}`, body), allowed);
    await act("claim", {}, [200]);
    const reply = { messageId: `staff-${escalation.id}`, text, taken: false };
    diary.replies.push(reply);
    await act("reply", { messageId: reply.messageId, text }, [200]);
    reply.taken = true;
    // 409 when the first try was carried out and its answer lost.
    await act(afterwards, {}, [200, 409]);
  }

  /** A lead takes a question, gives the guest these credits, and hands the conversation back. */
  async giveCredits(
    conversationId: string,
    {
      bookingRef,
      amounts,
      again,
      diary,
    }: { bookingRef: string; amounts: Money[]; again: boolean; diary: Diary },
  ): Promise<void> {
    const escalation = await this.#find(conversationId, "question", () => true);
    if (!escalation) return;
    const path = `/escalations/${escalation.id}`;
    expectAnswer("claim", await this.#post(leadId, `${path}/claim`, {}), [200]);
    for (const [index, amount] of amounts.entries()) {
      const given: GivenCredit = { bookingRef, amount, taken: false };
      diary.credits.push(given);
      const { minor: amountMinor, currency } = amount;
      const body = { bookingRef, amountMinor, currency, reason: "The heating was out." };
      // The same key for as long as there is no answer, over however many lives of the server.
      const options = { key: `credit-${escalation.id}-${index}`, sent: "credit-sent" as const };
      const post = () => this.#post(leadId, `${path}/credit`, body, options);
      const answers = await Promise.all(again ? [post(), post()] : [post()]);
      // 409: the other of two is being carried out.
      for (const answer of answers) expectAnswer("credit", answer, again ? [200, 409] : [200]);
      given.taken = answers.some(({ status }) => status === 200);
    }
    // 409 when the first try was carried out and its answer lost.
    expectAnswer("hand-back", await this.#post(leadId, `${path}/hand-back`, {}), [200, 409]);
  }

  /** Writes down what a host claims. A claim that comes again is answered as it was the first time. */
  async claimDamage(claim: Claim, diary: Diary): Promise<void> {
    const { bookingRef, ...body } = claim;
    const posted: PostedClaim = { ...claim, leftMinor: null };
    diary.claims.push(posted);
    const [staffId] = staffIds;
    const path = `/bookings/${bookingRef}/damage-claim`;
    const answer = await this.#post(staffId, path, body, { sent: "claim-sent" });
    expectAnswer(path, answer, [200]);
    posted.leftMinor = (answer.body as { deposit: Money }).deposit.minor;
  }

  /** Closes whatever question a conversation has open. */
  async close(conversationId: string): Promise<void> {
    const [staffId] = staffIds;
    const escalation = await this.#find(conversationId, "question", () => true);
    if (!escalation) return;
    await this.#post(staffId, `/escalations/${escalation.id}/claim`, {});
    await this.#post(staffId, `/escalations/${escalation.id}/resolve`, {});
  }

  async #find(
    conversationId: string,
    kind: EscalationSummary["kind"],
    isWanted: () => boolean,
  ): Promise<EscalationSummary | null> {
    while (isWanted()) {
      const { status, body } = await this.#get("/escalations");
      if (status !== 200) throw unexpected("/escalations", { status, body });
      const { escalations } = body as { escalations: EscalationSummary[] };
      const found = escalations.find((one) => one.conversationId === conversationId && one.kind === kind);
      if (found) return found;
      await wait(lookMsEvery, undefined, { signal: this.wire.signal });
    }
    return null;
  }

  async #get(path: string): Promise<Answer> {
    const [staffId] = staffIds;
    return send(this.wire, { path: `/v1/staff${path}`, headers: await this.#headers(staffId) });
  }

  async #post(
    staffId: string,
    path: string,
    json: object,
    { key = randomUUID() as string, sent = "decision-sent" as Moment } = {},
  ): Promise<Answer> {
    return send(this.wire, {
      path: `/v1/staff${path}`,
      headers: { ...(await this.#headers(staffId)), "idempotency-key": key },
      json,
      tells: { sent, taken: "decision-taken" },
    });
  }

  async #headers(staffId: string): Promise<Record<string, string>> {
    const known = this.#cookies.get(staffId);
    if (known) return { cookie: known };
    await this.wire.server.up();
    const response = await fetch(`${this.wire.url}/v1/staff/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: staffId, password: staffPassword }),
    }).catch(() => null);
    const cookie = response?.headers.get("set-cookie")?.split(";")[0];
    if (cookie) this.#cookies.set(staffId, cookie);
    else await wait(lookMsEvery, undefined, { signal: this.wire.signal });
    return this.#headers(staffId);
  }
}

const lookMsEvery = 40;

function expectAnswer(what: string, answer: Answer, allowed: number[]): void {
  if (!allowed.includes(answer.status)) throw unexpected(what, answer);
}

const unexpected = (what: string, { status, body }: Answer): Error =>
  new Error(`staff's ${what} was answered ${status} ${JSON.stringify(body)?.slice(0, 300)}`);
