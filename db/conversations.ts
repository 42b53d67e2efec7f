import { and, desc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { announce } from "./changes.ts";
import { handoffEvent } from "./escalations.ts";
import { appendEvents } from "./event-log.ts";
import type { Owner } from "./event-types.ts";
import { insertMessage } from "./insert-message.ts";
import { kept, keptByConnection } from "./kept.ts";
import { atomically, type Db } from "./open.ts";
import { conversations, messages, turns } from "./schema.ts";

export type Conversation = typeof conversations.$inferSelect;
export type Message = typeof messages.$inferSelect;

/** A conversation takes no more messages while this many of its turns wait. */
export const waitingTurnsMax = 10;

export type Acceptance =
  | { kind: "turn"; turnId: string; repeated: boolean }
  /** A person holds the conversation: the message is theirs, and no turn begins. */
  | { kind: "for-person"; owner: Owner; repeated: boolean }
  /** The conversation is another guest's. To the caller it does not exist. */
  | { kind: "foreign" }
  /** The same message id came before with other words. */
  | { kind: "different-body" }
  | { kind: "too-many" };

export interface NewMessage {
  conversationId: string;
  guestId: string;
  messageId: string;
  text: string;
  /** Used if a turn begins. */
  turnId: string;
  now: number;
}

/**
 * Takes a guest's message: creates the conversation at its first, stores the message, its event and its turn, all or nothing.
 * A repeated post (same id, same words) finds the same turn and changes nothing.
 */
export async function acceptMessage(db: Db, message: NewMessage): Promise<Acceptance> {
  const { conversationId, guestId, messageId, text, turnId, now } = message;
  return atomically(db, (tx): Acceptance => {
    const existing = conversationById(db).get({ conversationId });
    if (existing && existing.guestId !== guestId) return { kind: "foreign" };
    const earlier = messageById(db).get({ conversationId, messageId });
    if (earlier) {
      if (earlier.text !== text || earlier.role !== "guest") return { kind: "different-body" };
      if (earlier.turnId) return { kind: "turn", turnId: earlier.turnId, repeated: true };
      return { kind: "for-person", owner: existing?.owner ?? "agent", repeated: true };
    }
    const waiting = waitingTurns(db).get({ conversationId });
    if ((waiting?.count ?? 0) >= waitingTurnsMax) return { kind: "too-many" };

    const forPerson = existing?.owner === "queued" || existing?.owner === "staff";
    if (!existing) {
      tx.insert(conversations).values({ id: conversationId, guestId, createdAt: now, updatedAt: now }).run();
    } else {
      // A closed conversation that the guest writes to again begins anew with the agent.
      const owner = existing.owner === "closed" ? "agent" : existing.owner;
      written(tx).conversation.run({ conversationId, owner, now });
    }
    insertMessage(tx).run({
      conversationId,
      id: messageId,
      turnId: forPerson ? null : turnId,
      role: "guest",
      text,
      detail: null,
      createdAt: now,
    });
    const said = { type: "guest-message" as const, messageId, text };
    const reopened =
      existing?.owner === "closed" ? [{ type: "handoff" as const, state: "agent" as const }] : [];
    appendEvents(tx, { conversationId, turnId: forPerson ? null : turnId, events: [...reopened, said], now });
    if (existing && forPerson) return { kind: "for-person", owner: existing.owner, repeated: false };
    written(tx).turn.run({ turnId, conversationId, messageId, now });
    announce("turns");
    return { kind: "turn", turnId, repeated: false };
  });
}

const written = keptByConnection((tx) => ({
  conversation: tx
    .update(conversations)
    .set({ updatedAt: sql`${sql.placeholder("now")}`, owner: sql`${sql.placeholder("owner")}` })
    .where(eq(conversations.id, sql.placeholder("conversationId")))
    .prepare(),
  turn: tx
    .insert(turns)
    .values({
      id: sql.placeholder("turnId"),
      conversationId: sql.placeholder("conversationId"),
      messageId: sql.placeholder("messageId"),
      status: "queued",
      acceptedAt: sql.placeholder("now"),
      queuedAt: sql.placeholder("now"),
    })
    .prepare(),
}));

const conversationById = kept((db) =>
  db
    .select()
    .from(conversations)
    .where(eq(conversations.id, sql.placeholder("conversationId")))
    .prepare(),
);

const messageById = kept((db) =>
  db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder("conversationId")),
        eq(messages.id, sql.placeholder("messageId")),
      ),
    )
    .prepare(),
);

const waitingTurns = kept((db) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(turns)
    .where(
      and(
        eq(turns.conversationId, sql.placeholder("conversationId")),
        inArray(turns.status, ["queued", "running"]),
      ),
    )
    .prepare(),
);

/** Undefined when it does not exist or is another guest's. */
export async function findConversation(
  db: Db,
  { conversationId, guestId }: { conversationId: string; guestId: string },
): Promise<Conversation | undefined> {
  return db
    .select()
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), eq(conversations.guestId, guestId)))
    .get();
}

/** For the agent and staff, who come by a turn or an escalation. */
export async function getConversation(
  db: Db,
  { conversationId }: { conversationId: string },
): Promise<Conversation> {
  const found = conversationById(db).get({ conversationId });
  if (!found) throw new Error(`no conversation ${conversationId}`);
  return found;
}

/** A guest's conversations, newest first, at most 50. `preview` is the guest's first message. */
export async function listConversations(db: Db, { guestId }: { guestId: string }) {
  return db
    .select({
      id: conversations.id,
      owner: conversations.owner,
      createdAt: conversations.createdAt,
      updatedAt: conversations.updatedAt,
      preview: sql<string | null>`(select said.text from messages as said
        where said.conversation_id = conversations.id and said.role = 'guest' order by said.seq limit 1)`,
    })
    .from(conversations)
    .where(eq(conversations.guestId, guestId))
    .orderBy(desc(conversations.updatedAt))
    .limit(50)
    .all();
}

/** The newest `limit` messages after sequence number `after`, up to and with `upTo`, oldest first. */
export async function recentMessages(
  db: Db,
  {
    conversationId,
    after = 0,
    upTo = Number.MAX_SAFE_INTEGER,
    limit,
  }: { conversationId: string; after?: number; upTo?: number; limit: number },
): Promise<Message[]> {
  return newestMessages(db).all({ conversationId, after, upTo, limit }).reverse();
}

const newestMessages = kept((db) =>
  db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder("conversationId")),
        gt(messages.seq, sql.placeholder("after")),
        lte(messages.seq, sql.placeholder("upTo")),
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(sql.placeholder("limit"))
    .prepare(),
);

/** How things stand between agent and people, as the guest is told when she writes to a person. */
export async function currentHandoff(db: Db, { conversationId }: { conversationId: string }) {
  return atomically(db, (tx) => handoffEvent(tx, conversationId));
}
