/**
 * One union of everything that can happen in a conversation. Each value is one row of the append-only event log, and
 * every stream (of a turn, of a conversation, of the console) is a reading of that log. Units of work in `db/` write some of
 * these beside the rows they tell of, so the types live here; everyone above takes them from `agent/events.ts`.
 */

export type Owner = "agent" | "queued" | "staff" | "closed";

/** An amount in minor units of an ISO 4217 currency: `{ minor: 31200, currency: "EUR" }` is €312.00. */
export interface Money {
  minor: number;
  currency: string;
}

export type ActionState =
  | "offered"
  | "accepted"
  | "awaiting_approval"
  | "approved"
  /** It went to the booking system, and nothing says whether it was carried out. A person looks at it. */
  | "in_doubt"
  | "done"
  | "failed"
  | "declined"
  | "rejected"
  | "expired"
  | "replaced";

/** One line of a price or refund: what it is, what was paid, what comes back, or what is charged now. */
export interface AmountLine {
  label: string;
  paid: Money;
  refund: Money;
  charge?: Money;
}

/** The card a guest accepts or declines. Sent again, with the same id, each time its state changes. */
export interface ConfirmCard {
  confirmationId: string;
  /** The tool that will run, e.g. `cancel_booking`. */
  action: string;
  /** The words on the button: "Cancel and refund €312.00". */
  label: string;
  /** What it is about: "BK-204 · Lisbon loft, 4–8 December". */
  title: string;
  direction: "refund" | "charge" | "none";
  amount: Money;
  /** The rule that yields the amount, in one sentence. */
  rule: string;
  lines: AmountLine[];
  /** Of the amount, what her credit pays or gets back; absent when nothing does. */
  credit?: Money;
  /** UTC, ISO 8601. */
  expiresAt: string;
  state: ActionState;
}

/** Written by code after the effect, from the ledger. */
export interface Receipt {
  confirmationId: string;
  action: string;
  bookingRef: string;
  title: string;
  direction: "refund" | "charge" | "none";
  amount: Money;
  /** Where the money goes: "Visa ending 4242". Empty when none moves. */
  method: string;
  lines: AmountLine[];
  /** Of the amount, what moved over her credit and not by this method; absent when nothing did. */
  credit?: Money;
  /** UTC, ISO 8601. */
  at: string;
}

export type TurnOutcome = "reply" | "waiting" | "handoff" | "stopped" | "silenced" | "declined" | "expired";

/** `degraded`: the configured model does not answer, so a simpler one does. Told once a turn, before it speaks. */
export type StatusKind = "queued" | "thinking" | "searching" | "working" | "approval" | "degraded";

export type AgentEvent =
  | { type: "guest-message"; messageId: string; text: string }
  | { type: "turn-start"; turnId: string; messageId: string }
  | { type: "status"; kind: StatusKind; position?: number }
  | { type: "text-start"; textId: string }
  | { type: "text-delta"; textId: string; delta: string }
  | { type: "text-end"; textId: string }
  | { type: "tool-start"; toolCallId: string; tool: string; input: Record<string, unknown> }
  | { type: "tool-end"; toolCallId: string; tool: string; ok: boolean; output: unknown }
  | { type: "source"; sourceId: string; title: string; url: string }
  | { type: "confirm"; card: ConfirmCard }
  | { type: "receipt"; receipt: Receipt }
  | { type: "handoff"; state: Owner; position?: number; staffName?: string; promise?: string }
  | { type: "staff-message"; messageId: string; text: string; staffName: string }
  | {
      type: "problem-note";
      problemId: string;
      bookingRef: string;
      /** The host replied, or the window passed. */
      state: "answered" | "overdue";
      hostName: string;
      text: string;
      /** Untrusted text; null without a reply. */
      hostWords: string | null;
    }
  | { type: "turn-end"; turnId: string; outcome: TurnOutcome };

/** An event as the log keeps it. `seq` counts from 1 within its conversation, without gaps. `at` is UTC, ISO 8601. */
export type LoggedEvent = AgentEvent & { seq: number; at: string; turnId: string | null };

// ── what the console lists ───────────────────────────────────────────────────────────────────────────────

export interface EscalationSummary {
  id: string;
  kind: "question" | "approval";
  status: "open" | "claimed" | "resolved";
  /** Why a person is needed, in one sentence. */
  reason: string;
  /** What happened so far, for somebody who has not read the transcript. */
  summary: string;
  conversationId: string;
  owner: Owner;
  guestName: string;
  staffName: string | null;
  /** UTC, ISO 8601. */
  createdAt: string;
  claimedAt: string | null;
  resolvedAt: string | null;
}

/** An approval's case: the quote as the guest accepted it, who decided what, and what is needed to judge it. */
export interface EscalationDetail extends EscalationSummary {
  action: (ConfirmCard & { approvals: ApprovalGiven[]; standing: ApprovalStanding | null }) | null;
  /** Null when the booking system could not be read; absent in a question's case. */
  money?: CaseMoney | null;
  /** In a question's case alone. */
  credit?: GuestCredit;
  transcript: LoggedEvent[];
}

/** What a guest has of credit, and what she can be given one for. */
export interface GuestCredit {
  /** One amount a currency that she has any in. */
  balances: Money[];
  /** A credit is given for a booking, in its currency. */
  bookings: { ref: string; placeName: string; currency: string }[];
}

/** What one person of staff decided. A `change` may be of the action that this one replaced: then it is what set this amount. */
export interface ApprovalGiven {
  staffName: string;
  decision: "approve" | "decline" | "change";
  reason: string | null;
  /** What a change set. */
  amount: Money | null;
  /** UTC, ISO 8601. */
  at: string;
}

/** Whom an action waits for, or waited. */
export interface ApprovalStanding {
  people: 1 | 2;
  /** Those who have given theirs, by name; whoever set the amount is one. */
  givenBy: string[];
  /** Whoever comes next must have this role. */
  next: "agent" | "lead";
  /** UTC, ISO 8601. Nobody has decided by then: nothing is done. */
  expiresAt: string;
}

export interface CaseMoney {
  /** Payments, refunds and credits of the booking, oldest first. */
  movements: {
    id: string;
    kind: "payment" | "refund" | "credit";
    amount: Money;
    method: string;
    /** UTC, ISO 8601. */
    at: string;
  }[];
  /** What may go back at most: what was paid less what went back. */
  left: Money;
  /** What the host says was damaged. */
  damageClaim: DamageClaimMade | null;
  /** What has moved without a person, against its limits; null when nobody has set any for the currency. */
  sums: { guestMonth: SumAgainstLimit; day: SumAgainstLimit } | null;
}

export interface SumAgainstLimit {
  moved: Money;
  limit: Money;
}

/** What the audit log says of a case, oldest first, and whether the log is whole. */
export interface AuditTrail {
  lines: AuditLine[];
  /** `rows` unbroken ones from the first on, the last with the hash `head`; `why` says what is wrong after them, null when nothing is. */
  chain: { rows: number; head: string; why: string | null };
}

export interface AuditLine {
  /** Its row in the log; null for the guest's own words, which the log does not keep. */
  seq: number | null;
  /** UTC, ISO 8601. */
  at: string;
  /** `asked`, `quoted`, `accepted`, `awaiting_approval`, `staff-decided`, `approved`, `done`, … */
  kind: string;
  by: AuditActor;
  /** What the guest asked, or a reason. */
  words: string | null;
  amount: Money | null;
  /** What one of staff decided: `approve`, `decline`, `change`. */
  decision: string | null;
  /** Of a quote: the model that asked for it, and the short hashes of policy and money rules. */
  decidedBy: { model: string; policyVersion: string; rulesVersion: string } | null;
  /** SHA-256 in hex; null where `seq` is. */
  hash: string | null;
}

/** `agent` is Frontdesk's own code, `clock` the time. Neither has a name, nor a host. */
export interface AuditActor {
  kind: "guest" | "staff" | "agent" | "clock" | "host";
  name: string | null;
}

/** A conversation as staff read it, without a case. */
export interface StaffConversation {
  id: string;
  owner: Owner;
  guestName: string;
  transcript: LoggedEvent[];
}

/** A problem that a guest reported, with the host's window. Times are UTC, ISO 8601. */
export interface ProblemReport {
  id: string;
  bookingRef: string;
  kind: "cleanliness" | "broken" | "access" | "noise" | "not_as_described" | "other";
  /** The guest's words. */
  description: string;
  /** `overdue`: the window passed without a word. */
  state: "open" | "answered" | "overdue";
  openedAt: string;
  replyDueAt: string;
  outcome: "fixed" | "accepted" | "refused" | null;
  /** The host's words. */
  hostReply: string | null;
  repliedAt: string | null;
  guestName: string;
  placeName: string;
  hostName: string;
  conversationId: string;
}

/** What a host says that guests damaged. */
export interface DamageClaimMade {
  hostName: string;
  /** Null when the host names none. */
  amount: Money | null;
  /** The host's words: untrusted text. */
  words: string;
  /** Who of staff wrote it down; null when the hosts' system brought it. */
  staffName: string | null;
  /** More than 72 hours after check-out. */
  isLate: boolean;
  /** UTC, ISO 8601. */
  at: string;
}

/** The same with its booking, and with what it holds. */
export interface DamageClaimReport extends DamageClaimMade {
  bookingRef: string;
  guestName: string;
  placeName: string;
  /** What was left of the paid deposit when it came: nothing when none was paid, or it had gone back before. */
  deposit: Money;
  /** And by now. */
  left: Money;
}

/** An e-mail to a guest. Times are UTC, ISO 8601; `sentAt` is null while it is in the outbox. */
export interface MailSent {
  id: string;
  to: string;
  subject: string;
  /** Plain text. */
  body: string;
  createdAt: string;
  sentAt: string | null;
  /** Null for what belongs to no conversation. */
  conversationId: string | null;
}
