import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/*
 * The whole state of Frontdesk. Three rules hold in every table:
 * amounts are integers in minor units beside a currency; instants are UTC milliseconds in columns ending in `At`;
 * a stay's dates are calendar dates (`YYYY-MM-DD`) at the place's time zone.
 * What the database itself refuses (over-refunds, overlaps, edits of a log) is in db/migrations/0001_guards.sql.
 */

// ── the company: guests, places, bookings ────────────────────────────────────────────────────────────────

export const guests = sqliteTable("guests", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  language: text().notNull().default("en"),
});

export const places = sqliteTable("places", {
  id: text().primaryKey(),
  name: text().notNull(),
  city: text().notNull(),
  country: text().notNull(),
  timeZone: text().notNull(),
  address: text().notNull(),
  hostName: text().notNull(),
  /** What it is like, in a few sentences of its host's. */
  description: text().notNull().default(""),
  /** What guests wish for, as JSON: `["wifi","pets","garden"]`. */
  features: text().notNull().default("[]"),
  /** How many may sleep there. */
  guestsMax: integer().notNull().default(0),
  policy: text({ enum: ["flexible", "moderate", "strict", "non_refundable"] })
    .notNull()
    .default("moderate"),
  currency: text().notNull().default("EUR"),
  /** A night's price; 0: not for sale. */
  nightMinor: integer().notNull().default(0),
  cleaningFeeMinor: integer().notNull().default(0),
  /** Held until after the stay. */
  depositMinor: integer().notNull().default(0),
});

/** What guests wrote of a place. Untrusted text. */
export const reviews = sqliteTable(
  "reviews",
  {
    id: text().primaryKey(),
    placeId: text()
      .notNull()
      .references(() => places.id),
    author: text().notNull(),
    /** 1 to 5. */
    rating: integer().notNull(),
    text: text().notNull(),
    createdAt: integer().notNull(),
  },
  (t) => [index("reviews_place").on(t.placeId), check("reviews_rating", sql`${t.rating} between 1 and 5`)],
);

export const bookings = sqliteTable(
  "bookings",
  {
    ref: text().primaryKey(),
    guestId: text()
      .notNull()
      .references(() => guests.id),
    placeId: text()
      .notNull()
      .references(() => places.id),
    checkIn: text().notNull(),
    checkOut: text().notNull(),
    guestCount: integer().notNull(),
    policy: text({ enum: ["flexible", "moderate", "strict", "non_refundable"] }).notNull(),
    status: text({ enum: ["confirmed", "cancelled"] }).notNull(),
    currency: text().notNull(),
    nightsMinor: integer().notNull(),
    cleaningFeeMinor: integer().notNull(),
    serviceFeeMinor: integer().notNull(),
    depositMinor: integer().notNull().default(0),
    bookedAt: integer().notNull(),
    cancelledAt: integer(),
    /** The guest's words to the host, and the host's to the guest. Untrusted text. */
    guestNote: text().notNull().default(""),
    hostMessage: text().notNull().default(""),
    /** The confirmed action that booked it; null when it came from outside. */
    confirmationId: text(),
  },
  (t) => [
    index("bookings_guest").on(t.guestId, t.checkIn),
    uniqueIndex("bookings_confirmation").on(t.confirmationId),
    check("bookings_dates", sql`${t.checkOut} > ${t.checkIn}`),
    check(
      "bookings_amounts",
      sql`${t.nightsMinor} >= 0 and ${t.cleaningFeeMinor} >= 0 and ${t.serviceFeeMinor} >= 0`,
    ),
  ],
);

// ── the ledger: double entry, append-only ────────────────────────────────────────────────────────────────

export const ledgerTransactions = sqliteTable(
  "ledger_transactions",
  {
    id: text().primaryKey(),
    /** `credit`: goodwill that the company gives a guest, to be spent on a stay. */
    kind: text({ enum: ["payment", "refund", "credit"] }).notNull(),
    bookingRef: text()
      .notNull()
      .references(() => bookings.ref),
    amountMinor: integer().notNull(),
    currency: text().notNull(),
    /** The approved action that moved the money. One effect per confirmation, whatever crashes in between. */
    confirmationId: text().references(() => actions.id),
    /** Where the money went, in words a guest knows: "Visa ending 4242". */
    method: text().notNull(),
    createdAt: integer().notNull(),
  },
  (t) => [
    uniqueIndex("ledger_transactions_confirmation").on(t.confirmationId),
    index("ledger_transactions_booking").on(t.bookingRef),
    check("ledger_transactions_positive", sql`${t.amountMinor} > 0`),
  ],
);

export const ledgerEntries = sqliteTable(
  "ledger_entries",
  {
    transactionId: text()
      .notNull()
      .references(() => ledgerTransactions.id),
    /** `guest` is her card or account; `guest_credit` what she may spend here; `goodwill` what the company gave. */
    account: text({
      enum: ["guest", "guest_credit", "goodwill", "nights", "cleaning_fee", "service_fee", "deposit"],
    }).notNull(),
    /** Signed. The entries of one transaction sum to zero. */
    amountMinor: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.transactionId, t.account] })],
);

// ── what guests report, and what is sent to them ─────────────────────────────────────────────────────────

/** A problem with a stay. It opens the window in which the host must reply. */
export const problems = sqliteTable(
  "problems",
  {
    id: text().primaryKey(),
    bookingRef: text()
      .notNull()
      .references(() => bookings.ref),
    kind: text({ enum: ["cleanliness", "broken", "access", "noise", "not_as_described", "other"] }).notNull(),
    /** Untrusted text. */
    description: text().notNull(),
    confirmationId: text()
      .notNull()
      .references(() => actions.id),
    openedAt: integer().notNull(),
    /** Until then the host may put it right; after it, silence speaks for the guest. */
    replyDueAt: integer().notNull(),
    /** Untrusted text. */
    hostReply: text(),
    /** `fixed` and `refused` as the host says. */
    outcome: text({ enum: ["fixed", "accepted", "refused"] }),
    repliedAt: integer(),
    /** When the guest was told that the window had passed without a reply. */
    overdueToldAt: integer(),
  },
  (t) => [
    uniqueIndex("problems_confirmation").on(t.confirmationId),
    index("problems_booking").on(t.bookingRef),
  ],
);

/** What a host says that guests damaged, one of a booking: its paid deposit then goes back only when a person decides so. Append-only. */
export const damageClaims = sqliteTable(
  "damage_claims",
  {
    bookingRef: text()
      .primaryKey()
      .references(() => bookings.ref),
    /** In the booking's currency; null when the host names none. */
    amountMinor: integer(),
    /** Untrusted text. */
    words: text().notNull(),
    /** Who brought it: `host` or `staff:ana`. */
    actor: text().notNull(),
    /** What the ledger still held of the paid deposit; 0 when none was paid, or it had gone back. */
    depositMinor: integer().notNull(),
    claimedAt: integer().notNull(),
  },
  (t) => [
    check("damage_claims_positive", sql`${t.amountMinor} > 0`),
    check("damage_claims_deposit", sql`${t.depositMinor} >= 0`),
  ],
);

/** E-mails to guests: written in the transaction of what they tell, delivered by a job. */
export const mails = sqliteTable(
  "mails",
  {
    id: text().primaryKey(),
    guestId: text()
      .notNull()
      .references(() => guests.id),
    confirmationId: text().references(() => actions.id),
    subject: text().notNull(),
    body: text().notNull(),
    createdAt: integer().notNull(),
    sentAt: integer(),
  },
  (t) => [uniqueIndex("mails_confirmation").on(t.confirmationId)],
);

// ── conversations ────────────────────────────────────────────────────────────────────────────────────────

export const conversations = sqliteTable(
  "conversations",
  {
    id: text().primaryKey(),
    guestId: text()
      .notNull()
      .references(() => guests.id),
    /** Who speaks for the company. Part of the WHERE of every write and every send. */
    owner: text({ enum: ["agent", "queued", "staff", "closed"] })
      .notNull()
      .default("agent"),
    staffId: text().references(() => staff.id),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
  },
  (t) => [index("conversations_guest").on(t.guestId, t.updatedAt)],
);

/** What was said, and what the model called: the history a prompt is built from. Append-only. */
export const messages = sqliteTable(
  "messages",
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    conversationId: text()
      .notNull()
      .references(() => conversations.id),
    /** The client's id for a guest's message; `<turn>:<step>` for what a turn adds. */
    id: text().notNull(),
    turnId: text(),
    role: text({ enum: ["guest", "agent", "tool", "staff", "note"] }).notNull(),
    text: text().notNull(),
    /** `agent`: tool calls as JSON; `tool`: `{ toolCallId, name, result }` as JSON. Else null. */
    detail: text(),
    createdAt: integer().notNull(),
  },
  (t) => [uniqueIndex("messages_id").on(t.conversationId, t.id)],
);

/** One row per accepted message, committed before the request is answered. The row, not a checkpoint, says what is done. */
export const turns = sqliteTable(
  "turns",
  {
    id: text().primaryKey(),
    conversationId: text()
      .notNull()
      .references(() => conversations.id),
    messageId: text().notNull(),
    status: text({ enum: ["queued", "running", "waiting", "done"] }).notNull(),
    outcome: text({ enum: ["reply", "handoff", "stopped", "silenced", "declined", "expired"] }),
    /** The action a waiting turn waits for. */
    actionId: text(),
    /** How often the turn has been started or resumed: numbers its assistant messages. */
    legs: integer().notNull().default(0),
    acceptedAt: integer().notNull(),
    /** When it last began to wait for its place: at acceptance, and again when its card is decided. Its bound runs from here. */
    queuedAt: integer().notNull(),
    endedAt: integer(),
  },
  (t) => [
    uniqueIndex("turns_message").on(t.conversationId, t.messageId),
    index("turns_status").on(t.status, t.queuedAt),
  ],
);

/** Everything that happened, numbered per conversation. Every stream is a reading of this table. Append-only. */
export const events = sqliteTable(
  "events",
  {
    conversationId: text()
      .notNull()
      .references(() => conversations.id),
    seq: integer().notNull(),
    turnId: text(),
    type: text().notNull(),
    data: text().notNull(),
    createdAt: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.seq] }),
    // Only what begins and ends a leg is looked for by its turn: a word of an answer, the row that is written most, costs one index and not two.
    index("events_legs").on(t.turnId).where(sql`${t.type} = 'turn-start' or ${t.type} = 'turn-end'`),
  ],
);

// ── actions: everything needed to execute a write, from quote to outcome ─────────────────────────────────

export const actions = sqliteTable(
  "actions",
  {
    /** The confirmation id. Issued here, never by a client or a model. */
    id: text().primaryKey(),
    conversationId: text()
      .notNull()
      .references(() => conversations.id),
    guestId: text()
      .notNull()
      .references(() => guests.id),
    turnId: text()
      .notNull()
      .references(() => turns.id),
    tool: text().notNull(),
    /** What the action is about ("BK-204"): a newer quote for the same subject replaces an open one. */
    subject: text().notNull(),
    input: text().notNull(),
    /** The exact offer the guest sees, as JSON: label, direction, amount, rule, lines. */
    quote: text().notNull(),
    /** SHA-256 over guest, conversation, tool, input and amount. */
    hash: text().notNull(),
    state: text({
      enum: [
        "offered",
        "accepted",
        "awaiting_approval",
        "approved",
        "in_doubt",
        "done",
        "failed",
        "declined",
        "rejected",
        "expired",
        "replaced",
      ],
    }).notNull(),
    /** The receipt of a done action, or the reason of a failed or rejected one, as JSON. */
    outcome: text(),
    /** The turn whose typed yes accepted it; null when the button did. */
    acceptedByTurnId: text(),
    /** The action this one replaces with an amount that a person of staff set. Null for an offer of the tool's own amount. */
    replacesId: text(),
    /** Who must approve it and why, once it waits for people: `ApprovalNeed` as JSON. */
    approval: text(),
    /** Until when people may decide, once it waits for them. */
    approvalExpiresAt: integer(),
    /** When the order first went to the booking system. From then on it may have been carried out, whatever came back. */
    sentAt: integer(),
    /** How often it could not be learned whether it was carried out, and when it is tried again. */
    attempts: integer().notNull().default(0),
    retryAt: integer(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    decidedAt: integer(),
    finishedAt: integer(),
  },
  (t) => [
    index("actions_conversation").on(t.conversationId, t.state),
    uniqueIndex("actions_turn").on(t.turnId, t.hash),
  ],
);

export const approvals = sqliteTable(
  "approvals",
  {
    actionId: text()
      .notNull()
      .references(() => actions.id),
    staffId: text()
      .notNull()
      .references(() => staff.id),
    /** `change`: approved with another amount, which the guest must accept anew. */
    decision: text({ enum: ["approve", "decline", "change"] }).notNull(),
    reason: text(),
    /** What a `change` set, in minor units. */
    amountMinor: integer(),
    createdAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.actionId, t.staffId] })],
);

// ── people of the company, and what reaches them ─────────────────────────────────────────────────────────

export const staff = sqliteTable("staff", {
  id: text().primaryKey(),
  name: text().notNull(),
  passwordHash: text().notNull(),
  /** A lead may give the second approval. */
  role: text({ enum: ["agent", "lead"] })
    .notNull()
    .default("agent"),
});

// ── what was decided, and which requests were answered ───────────────────────────────────────────────────

/** Every decision about an action, each row chained to the one before by its hash. Append-only; db/audit.ts writes and verifies it. */
export const audit = sqliteTable(
  "audit",
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** `quoted`, `accepted`, `approved`, `done`, … */
    kind: text().notNull(),
    /** `guest:maria`, `staff:ana`, `agent`, `clock`. */
    actor: text().notNull(),
    conversationId: text(),
    actionId: text(),
    /** JSON. */
    data: text().notNull(),
    prevHash: text().notNull(),
    /** SHA-256 over the previous hash and everything above. */
    hash: text().notNull(),
  },
  (t) => [index("audit_action").on(t.actionId)],
);

/** Requests of staff that move money, by their Idempotency-Key. Never pruned. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    callerId: text("staff_id")
      .notNull()
      .references(() => staff.id),
    ...keyedRequest(),
  },
  (t) => [primaryKey({ columns: [t.callerId, t.key] })],
);

/** The same of guests who send such a key. */
export const guestIdempotencyKeys = sqliteTable(
  "guest_idempotency_keys",
  {
    callerId: text("guest_id")
      .notNull()
      .references(() => guests.id),
    ...keyedRequest(),
  },
  (t) => [primaryKey({ columns: [t.callerId, t.key] })],
);

function keyedRequest() {
  return {
    key: text().notNull(),
    /** SHA-256 over method, path and body. */
    requestHash: text().notNull(),
    /** Null while the request is in progress. */
    responseStatus: integer(),
    /** JSON. Null where the answer is read anew from what the request did. */
    responseBody: text(),
    createdAt: integer().notNull(),
  };
}

export const escalations = sqliteTable(
  "escalations",
  {
    id: text().primaryKey(),
    conversationId: text()
      .notNull()
      .references(() => conversations.id),
    kind: text({ enum: ["question", "approval"] }).notNull(),
    /** The action to approve. Null for a question. */
    actionId: text().references(() => actions.id),
    reason: text().notNull(),
    summary: text().notNull(),
    status: text({ enum: ["open", "claimed", "resolved"] }).notNull(),
    staffId: text().references(() => staff.id),
    createdAt: integer().notNull(),
    notifiedAt: integer(),
    claimedAt: integer(),
    resolvedAt: integer(),
  },
  (t) => [
    index("escalations_status").on(t.status, t.createdAt),
    uniqueIndex("escalations_action").on(t.actionId),
    uniqueIndex("escalations_one_question")
      .on(t.conversationId)
      .where(sql`${t.kind} = 'question' and ${t.status} <> 'resolved'`),
  ],
);

/** A job IS a row here, written in the transaction of what it is about. The queue only delivers it. */
export const jobs = sqliteTable(
  "jobs",
  {
    /** `<kind>-<uuid>`: also the queue's job id, so a second delivery of the same row is ignored. */
    id: text().primaryKey(),
    kind: text().notNull(),
    payload: text().notNull(),
    state: text({ enum: ["pending", "running", "done", "failed"] }).notNull(),
    attempts: integer().notNull().default(0),
    /** Not before this instant of the wall clock: 0 (at once) for a new row, later after a failed attempt. */
    runAt: integer().notNull(),
    /** While running: after this instant another worker may take it. */
    lockedUntil: integer(),
    lastError: text(),
    createdAt: integer().notNull(),
    finishedAt: integer(),
  },
  (t) => [index("jobs_due").on(t.state, t.runAt)],
);

/** A member of staff's inbox, filled by the notify-staff job. */
export const notifications = sqliteTable(
  "notifications",
  {
    staffId: text()
      .notNull()
      .references(() => staff.id),
    escalationId: text()
      .notNull()
      .references(() => escalations.id),
    createdAt: integer().notNull(),
    seenAt: integer(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.escalationId] })],
);

// ── the help centre ──────────────────────────────────────────────────────────────────────────────────────

export const articles = sqliteTable("articles", {
  slug: text().primaryKey(),
  title: text().notNull(),
  category: text().notNull(),
  summary: text().notNull(),
  body: text().notNull(),
  updated: text().notNull(),
});

export const chunks = sqliteTable(
  "chunks",
  {
    rowid: integer().primaryKey({ autoIncrement: true }),
    /** `<slug>#<n>`: what a citation names. */
    id: text().notNull(),
    slug: text()
      .notNull()
      .references(() => articles.slug),
    title: text().notNull(),
    heading: text().notNull(),
    text: text().notNull(),
  },
  (t) => [uniqueIndex("chunks_id").on(t.id), index("chunks_slug").on(t.slug)],
);

/** Small facts about this database: when it was seeded, whether it is a demo, the checksum of the articles. */
export const meta = sqliteTable("meta", { key: text().primaryKey(), value: text().notNull() });
