import { move } from "./action-moves.ts";
import { logMove, logQuoted } from "./audit-of-actions.ts";
import { readBooking } from "./bookings.ts";
import { cancel } from "./effects/cancel-booking.ts";
import { runInside } from "./effects/run-once.ts";
import { appendEvents } from "./event-log.ts";
import { toLines, totalOf } from "./ledger.ts";
import type { Tx } from "./open.ts";
import { actions, conversations, messages, turns } from "./schema.ts";

export const demoRefundDaysAgo = 3;

const guestId = "amara";
const ref = "BK-288";
const conversationId = "demo-amara-cancels-edinburgh";
const turnId = "turn-demo-amara-cancels";
const confirmationId = "cf_demo-amara-cancels";
const messageId = "demo-amara-asks";

/**
 * How Amara cancelled Edinburgh three days ago, from her words to the receipt, so that her refund has the history that every
 * refund has. The cancellation itself is the real one: the ledger takes no refund without a confirmation.
 */
export function seedRefund(tx: Tx, { now }: { now: number }): void {
  const said = "I have to cancel my Edinburgh trip, BK-288.";
  tx.insert(conversations).values({ id: conversationId, guestId, createdAt: now, updatedAt: now }).run();
  tx.insert(messages)
    .values({ conversationId, id: messageId, turnId, role: "guest", text: said, createdAt: now })
    .run();
  tx.insert(turns)
    .values({ ...turn, acceptedAt: now, queuedAt: now, endedAt: now, actionId: confirmationId })
    .run();
  const begin = [
    { type: "guest-message" as const, messageId, text: said },
    { type: "turn-start" as const, turnId, messageId: `${turnId}-1` },
  ];
  appendEvents(tx, { conversationId, turnId, events: begin, now });

  const amount = acceptFullRefund(tx, now);
  const order = { confirmationId, guestId, tool: "cancel_booking", subject: ref, amount, now };
  const outcome = runInside(tx, order, cancel);
  if (outcome.kind !== "done") throw new Error(`the demo's refund was refused: ${outcome.why}`);

  const text = `Done: ${outcome.receipt.title} is cancelled. £231.50 goes back to ${outcome.receipt.method}.`;
  tx.insert(messages)
    .values({ conversationId, id: `${turnId}:0`, turnId, role: "note", text, createdAt: now })
    .run();
  const textId = "txt_demo-amara-cancels";
  const end = [
    { type: "text-start" as const, textId },
    { type: "text-delta" as const, textId, delta: text },
    { type: "text-end" as const, textId },
    { type: "turn-end" as const, turnId, outcome: "reply" as const },
  ];
  appendEvents(tx, { conversationId, turnId, events: end, now });
}

const turn = {
  id: turnId,
  conversationId,
  messageId,
  status: "done" as const,
  outcome: "reply" as const,
  legs: 1,
};

/** The action as it stands when she has pressed the button. Everything comes back: moderate, fifteen days before. */
function acceptFullRefund(tx: Tx, now: number) {
  const booking = readBooking(tx, { guestId, ref });
  if (!booking) throw new Error(`the demo has no ${ref}`);
  const { paid, currency } = booking;
  const amount = { minor: totalOf(paid), currency };
  const quote = {
    label: "Cancel and refund £231.50",
    title: `${ref} · ${booking.place.name}`,
    direction: "refund" as const,
    amount,
    rule: "Moderate policy: full refund until 5 days before check-in.",
    lines: toLines(paid, paid, currency),
  };
  const action = tx
    .insert(actions)
    .values({
      id: confirmationId,
      conversationId,
      guestId,
      turnId,
      tool: "cancel_booking",
      subject: ref,
      input: JSON.stringify({ bookingRef: ref }),
      quote: JSON.stringify(quote),
      hash: "demo",
      state: "accepted",
      createdAt: now,
      expiresAt: now + 600_000,
      decidedAt: now,
    })
    .returning()
    .get();
  logQuoted(tx, action, undefined, now);
  logMove(tx, action, {}, now);
  move(tx, action, ["accepted"], "approved", {}, now);
  return amount;
}
