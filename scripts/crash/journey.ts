import type { Money } from "../../agent/events.ts";

/** One guest with one wish, planned to its end: what she has, what she does, and what must have come of it, reckoned without Frontdesk. */
export interface Journey {
  number: number;
  kind: string;
  guestId: string;
  guestName: string;
  conversationId: string;
  stays: Stay[];
  steps: Step[];
  expected: Expected[];
}

/** A place of its own, and her booking of it. Amounts in minor units of its currency. */
export interface Stay {
  ref: string;
  placeId: string;
  /** Days from the day of seeding. */
  checkInDays: number;
  nights: number;
  guestCount: number;
  currency: string;
  policy: "flexible" | "moderate" | "strict" | "non_refundable";
  nightsMinor: number;
  cleaningFeeMinor: number;
  serviceFeeMinor: number;
  /** Paid with the stay, and due back after it; 0 where there is none. */
  depositMinor: number;
  /** What a night at the place costs now; those of the booking cost what was agreed. */
  nightMinor: number;
  /** Her card was charged two times. */
  paidTwice: boolean;
}

export type Step =
  /** Says it, and waits until it is answered. `{booked}` in it is the reference of what she booked last. `again`: posts it twice, as a second tab or an impatient client does. */
  | { do: "say"; text: string; again?: boolean }
  /** Says it and leaves: answered or not, it is never posted again. */
  | { do: "say-and-leave"; text: string }
  /** Presses the open card's button, in one tab or in two at once, and waits until the card has come to rest. `meanwhile`, so long after the press, her host claims damage. */
  | { do: "press"; decision: "accept" | "decline"; tabs: 1 | 2; meanwhile?: Claim & { afterMs: number } }
  /** Types her yes or no; presses the button should the card still be open then. */
  | { do: "type"; text: string; decision: "accept" | "decline" }
  /** Staff decide the approval that her card waits for. */
  | { do: "staff-decides"; decision: "approve" | "decline" }
  /** Staff take the conversation, answer, and give it back or close it. */
  | { do: "staff-answers"; text: string; afterwards: "hand-back" | "resolve" }
  /** Staff take the conversation, give her these credits, each under a key of its own, and give it back. `again`: each is posted twice at once, as by an impatient finger. */
  | { do: "staff-gives-credit"; bookingRef: string; amounts: Money[]; again: boolean }
  /** Her host claims damage, and staff write it down. */
  | { do: "host-claims"; claim: Claim };

/** Damage that a host claims: an amount, or none. */
export interface Claim {
  bookingRef: string;
  amount: Money | null;
  words: string;
}

export type Expected =
  | ExpectedStay
  | ExpectedBooking
  | ExpectedCredit
  /** A deposit that a host lays claim to: whether it goes back depends on who was first, and on staff. */
  | { kind: "deposit"; ref: string; depositMinor: number }
  /** What she reported of a stay, once. */
  | { kind: "reported"; ref: string };

/** What she booked, once, and paid for it, once. */
export interface ExpectedBooking {
  kind: "booked";
  placeId: string;
  checkInDays: number;
  nights: number;
  status: "confirmed" | "cancelled";
  chargedMinor: number;
  refundedMinor: number;
}

/** What she has of credit at the end, and what her card paid and got back of what she confirmed, in minor units of one currency. */
export interface ExpectedCredit {
  kind: "credit";
  currency: string;
  balanceMinor: number;
  cardPaidMinor: number;
  cardBackMinor: number;
}

/** How one of her stays stands at the end, and what was sent back to her for it or charged on top, in minor units. */
export interface ExpectedStay {
  kind: "stay";
  ref: string;
  status: "confirmed" | "cancelled";
  nights: number;
  guestCount: number;
  refundedMinor: number;
  chargedMinor: number;
}

/** What she paid for a stay when she booked it. */
export const paidMinor = ({ nightsMinor, cleaningFeeMinor, serviceFeeMinor, depositMinor }: Stay): number =>
  nightsMinor + cleaningFeeMinor + serviceFeeMinor + depositMinor;
