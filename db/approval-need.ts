/** What people of staff may be: a lead may do what anybody of staff may. */
export type Role = "agent" | "lead";

/** Why a confirmed action waits for people. */
export type Because =
  /** The amount is above the limit of one action. */
  | "amount"
  /** With it, the guest would get more in 30 days than goes without a person. */
  | "guest-month"
  /** With it, all guests would get more in 24 hours than goes without a person. */
  | "day"
  /** The host claims damage, and the deposit is among what would go back. */
  | "damage-claim"
  /** Nobody has set a limit for the currency. */
  | "no-limit"
  /** The limits, or what has moved so far, could not be read. */
  | "unreadable";

/** Who must approve an action. Kept with it, so that a change of the rules does not change what people were asked. */
export interface ApprovalNeed {
  people: 1 | 2;
  /** Anybody who approves has this role, */
  first: Role;
  /** and of two, one has this. */
  second: Role;
  because: Because[];
}

/** What moved, or may be moving now, without a person: minor units of the action's currency, the action itself left out. */
export interface MovedSums {
  /** To this guest, in 30 days. */
  guestMonthMinor: number;
  /** To all guests, in 24 hours. */
  dayMinor: number;
}

export const hasRole = (role: Role, needed: Role): boolean => needed === "agent" || role === needed;

/** The need as it was written down. Throws on anything else. */
export function readNeed(json: string | null): ApprovalNeed | null {
  return json === null ? null : (JSON.parse(json) as ApprovalNeed);
}
