import type { ActionState, ConfirmCard } from "../../agent/events.ts";

export interface CardStanding {
  tone: "open" | "busy" | "waiting" | "good" | "quiet" | "bad";
  words: string;
}

/** How a card stands, for the guest or for staff. */
export function cardStanding(state: ActionState, viewer: "guest" | "staff"): CardStanding {
  const guest = viewer === "guest";
  switch (state) {
    case "offered":
      return { tone: "open", words: guest ? "" : "Offered to the guest" };
    case "accepted":
      return { tone: "busy", words: guest ? "Confirmed. Working on it…" : "The guest confirmed. Running…" };
    case "awaiting_approval":
      return {
        tone: "waiting",
        words: guest
          ? "Confirmed. A colleague checks it first; nothing has been changed yet."
          : "The guest confirmed. Waits for approval.",
      };
    case "approved":
      return { tone: "busy", words: guest ? "Confirmed. Working on it…" : "May run. Running…" };
    case "in_doubt":
      return {
        tone: "waiting",
        words: "It is not known yet whether this was done. A person looks at it.",
      };
    case "done":
      return { tone: "good", words: "Done" };
    case "failed":
      return { tone: "bad", words: "This could not be done." };
    case "declined":
      return { tone: "quiet", words: guest ? "You declined. Nothing was changed." : "The guest declined." };
    case "rejected":
      return { tone: "bad", words: "Not approved. Nothing was changed." };
    case "expired":
      return { tone: "quiet", words: "This offer has expired. Nothing was changed." };
    case "replaced":
      return { tone: "quiet", words: "A newer offer has replaced this one." };
  }
}

export const declineLabel = ({ action }: ConfirmCard): string =>
  action.startsWith("cancel") ? "Keep my booking" : "No, leave it";

/** The words before the sum of an offer. */
export function offerTotalLabel(direction: ConfirmCard["direction"], viewer: "guest" | "staff"): string {
  if (direction === "charge") return viewer === "guest" ? "You pay" : "The guest pays";
  return viewer === "guest" ? "You get back" : "The guest gets back";
}

/** The words before the sum of what was done. */
export const doneTotalLabel = (direction: ConfirmCard["direction"]): string =>
  direction === "charge" ? "Charged" : "Refunded";

/** The words before the part of the sum that is credit. */
export const creditLabel = (direction: ConfirmCard["direction"]): string =>
  direction === "charge" ? "of it from credit" : "of it as credit";
