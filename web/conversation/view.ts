import type {
  ConfirmCard,
  LoggedEvent,
  Owner,
  Receipt,
  StatusKind,
  TurnOutcome,
} from "../../agent/events.ts";

/** A passage of the help centre that an answer rests on. */
export interface Source {
  id: string;
  title: string;
  url: string;
}

/** `seq` is the event that put the item there; `at` its time, UTC, ISO 8601. */
interface Placed {
  id: string;
  seq: number;
  at: string;
}

export interface GuestMessage extends Placed {
  kind: "guest";
  text: string;
  /** Set while the log does not have it: it stands at the end, on its way. */
  delivery?: Delivery;
}

/**
 * `reason` in words for the guest; `canRetry` false when the same words would be refused again; `isUnstored` when the server was reached and
 * could not store them.
 */
export type Delivery =
  | { state: "sending" }
  | { state: "failed"; reason: string; canRetry: boolean; isUnstored?: boolean };

export interface AgentMessage extends Placed {
  kind: "agent";
  turnId: string;
  text: string;
  sources: Source[];
}

export interface StaffMessage extends Placed {
  kind: "staff";
  text: string;
  staffName: string;
}

export interface CardItem extends Placed {
  kind: "card";
  card: ConfirmCard;
}

export interface ReceiptItem extends Placed {
  kind: "receipt";
  receipt: Receipt;
}

/** The conversation passed to somebody else, or the guest moved up in the line. */
export interface HandoffItem extends Placed {
  kind: "handoff";
  state: Owner;
  position?: number | undefined;
  staffName?: string | undefined;
  promise?: string | undefined;
}

/** What the agent looked up or did. Only staff see these. */
export interface ToolItem extends Placed {
  kind: "tool";
  turnId: string;
  tool: string;
  input: Record<string, unknown>;
  /** Null while it runs. */
  ok: boolean | null;
}

/** The guest stopped a reply. */
export interface StoppedItem extends Placed {
  kind: "stopped";
}

/** The configured model does not answer: what follows in this turn is a simpler one's. */
export interface DegradedItem extends Placed {
  kind: "degraded";
  turnId: string;
}

/** What became of a problem that she reported: the host's reply, or none in time. */
export interface ProblemItem extends Placed {
  kind: "problem";
  state: "answered" | "overdue";
  hostName: string;
  text: string;
  hostWords: string | null;
}

export type ThreadItem =
  | GuestMessage
  | AgentMessage
  | StaffMessage
  | CardItem
  | ReceiptItem
  | HandoffItem
  | ToolItem
  | ProblemItem
  | StoppedItem
  | DegradedItem;

export interface Status {
  kind: StatusKind;
  position?: number | undefined;
  /** The tool that runs, if one does. */
  tool?: string | undefined;
}

/** A turn that has not ended its leg. */
export interface OpenTurn {
  id: string;
  /** Where its present leg began. */
  seq: number;
  status: Status | null;
  sources: Source[];
}

/** Everything a screen shows of a conversation: what its log says so far. */
export interface ConversationView {
  /** The last event folded in; 0 for none. */
  seq: number;
  items: ThreadItem[];
  /** The reply being written. It joins `items` when it is whole. */
  writing: AgentMessage | null;
  /** Oldest first. */
  openTurns: OpenTurn[];
  owner: Owner;
  staffName: string | null;
  /** The guest's place in line while she waits for a person, 1 being next. */
  position: number | null;
  lastOutcome: TurnOutcome | null;
}

export const emptyView: ConversationView = {
  seq: 0,
  items: [],
  writing: null,
  openTurns: [],
  owner: "agent",
  staffName: null,
  position: null,
  lastOutcome: null,
};

export type EventOf<T extends LoggedEvent["type"]> = Extract<LoggedEvent, { type: T }>;

/** True while the agent has a reply under way that can be stopped. */
export const isReplying = (view: ConversationView): boolean =>
  view.openTurns.length > 0 || view.writing !== null;
