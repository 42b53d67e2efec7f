import type { Money } from "../../agent/events.ts";
import type { Claim } from "./journey.ts";

/** What one guest, and staff for her, did over HTTP and what they were answered: the harness's own record, which owes nothing to the database. */
export interface Diary {
  messages: PostedMessage[];
  presses: Press[];
  decisions: StaffDecision[];
  replies: { messageId: string; text: string; taken: boolean }[];
  credits: GivenCredit[];
  claims: PostedClaim[];
}

export interface PostedMessage {
  messageId: string;
  text: string;
  /** Answered 200: from then on it must not be lost. */
  taken: boolean;
}

export interface Press {
  confirmationId: string;
  decision: "accept" | "decline";
  /** What the card said when she pressed. */
  direction: "refund" | "charge" | "none";
  amount: Money;
  /** What the card said of the amount's part that is her credit. */
  creditMinor: number;
  /** How often it was answered 200, and how often 409: used before. */
  taken: number;
  used: number;
}

export interface StaffDecision {
  escalationId: string;
  staffId: string;
  decision: "approve" | "decline";
  taken: boolean;
}

/** Under one key, however often it was posted. */
export interface GivenCredit {
  bookingRef: string;
  amount: Money;
  taken: boolean;
}

export interface PostedClaim extends Claim {
  /** What it was answered: so much of the deposit was left, in minor units. Null while there is no answer. */
  leftMinor: number | null;
}

export const emptyDiary = (): Diary => ({
  messages: [],
  presses: [],
  decisions: [],
  replies: [],
  credits: [],
  claims: [],
});
