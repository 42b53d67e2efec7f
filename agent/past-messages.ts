import { type Message, recentMessages } from "../db/conversations.ts";
import { kept } from "../db/kept.ts";
import type { TurnMessage } from "../db/turns.ts";
import type { TurnContext } from "./context.ts";
import { thinkingIn } from "./kept-thinking.ts";
import { historyMessagesMax, pastCharsMax } from "./limits.ts";
import { memo } from "./model/memo.ts";
import type { Known, ModelMessage } from "./model/model.ts";

export interface PastMessage {
  seq: number;
  turnId: string | null;
  message: ModelMessage;
}

/**
 * What was said up to and with this turn's question, oldest first, with each earlier question what was known when it was put to a model. The
 * database lets nobody change a message, so each is read and parsed once: the next turn asks for the newer ones only. The messages
 * are the same objects from turn to turn, by which others (`claims/evidence.ts`) know what they have read already.
 */
export const pastMessages = memo(async ({ db, turn, question }: TurnContext): Promise<PastMessage[]> => {
  const { conversationId } = turn;
  const shelf = shelves(db);
  const before = shelf.get(conversationId);
  // A turn that goes on after newer questions were read sees what it saw before.
  const goesOn = before !== undefined && before.upTo <= question.seq;
  const rows = await recentMessages(db, {
    conversationId,
    after: goesOn ? before.upTo : 0,
    upTo: question.seq,
    limit: historyMessagesMax,
  });
  const past = withRows(goesOn ? before.past : [], rows).slice(-historyMessagesMax);
  if (before && !goesOn) return past;
  shelf.put(conversationId, { upTo: question.seq, past, chars: (before?.chars ?? 0) + charsIn(rows) });
  return past;
});

function withRows(before: PastMessage[], rows: Message[]): PastMessage[] {
  const parsed = rows.map((row) => ({ row, detail: detailOf(row) }));
  const knownIn = new Map(parsed.flatMap(({ row, detail }) => knownWith(row.turnId, detail)));
  const withKnown = (one: PastMessage): PastMessage => {
    const known = one.turnId === null || one.message.role !== "guest" ? undefined : knownIn.get(one.turnId);
    return known ? { ...one, message: { ...one.message, known } as ModelMessage } : one;
  };
  const added = parsed.map(({ row, detail }) => ({
    seq: row.seq,
    turnId: row.turnId,
    message: fromRow(row, detail),
  }));
  return [...before, ...added].map(withKnown);
}

/** What is kept in memory of past messages, conversation by conversation; the one not heard of for longest goes first. */
class Shelf {
  #kept = new Map<string, Kept>();
  #chars = 0;

  get(conversationId: string): Kept | undefined {
    return this.#kept.get(conversationId);
  }

  put(conversationId: string, past: Kept): void {
    this.#drop(conversationId);
    this.#kept.set(conversationId, past);
    this.#chars += past.chars;
    for (const oldest of this.#kept.keys()) {
      if (this.#chars <= pastCharsMax) return;
      this.#drop(oldest);
    }
  }

  #drop(conversationId: string): void {
    this.#chars -= this.#kept.get(conversationId)?.chars ?? 0;
    this.#kept.delete(conversationId);
  }
}

interface Kept {
  /** The last sequence number that was read. */
  upTo: number;
  past: PastMessage[];
  /** Of the rows that it was read from. */
  chars: number;
}

const shelves = kept(() => new Shelf());

const charsIn = (rows: Message[]): number =>
  rows.reduce((sum, { text, detail }) => sum + text.length + (detail?.length ?? 0), 0);

/** A turn's answer carries what its question was answered with. */
export function knownWith(turnId: string | null, detail: unknown): [string, Known][] {
  const { known } = (detail ?? {}) as { known?: Known };
  return turnId !== null && known ? [[turnId, known]] : [];
}

const detailOf = (row: Message): unknown => (row.detail === null ? undefined : JSON.parse(row.detail));

function fromRow({ role, text }: Message, detail: unknown): ModelMessage {
  return role === "guest" || role === "staff" ? { role, text } : fromStep({ role, text, detail });
}

export function fromStep({ role, text, detail }: TurnMessage): ModelMessage {
  const extra = (detail ?? {}) as Record<string, unknown>;
  if (role === "note") return { role, text };
  if (role === "agent") return { role, text, toolCalls: (extra.toolCalls ?? []) as [], ...thinkingIn(extra) };
  return {
    role,
    text,
    toolCallId: String(extra.toolCallId),
    name: String(extra.name),
    ok: extra.ok === true,
    result: extra.result,
  };
}
