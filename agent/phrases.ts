/** The few sentences that code says to a guest. Everything else is said by a model or rendered by a tool. */
export const phrases = {
  declined: "All right, nothing was changed.",
  rejected: (reason: string | null) =>
    `A colleague looked at your request and declined it${reason ? `: ${reason}` : "."} Nothing was cancelled and nothing was refunded. If you want to talk about it, just ask for a person.`,
  notConfirmed:
    "This offer is no longer open, so nothing was changed. Ask me again and I can make you a new one.",
  awaitingApproval: (label: string) =>
    `Thank you. “${label}” is above the amount I may decide alone, so a colleague checks it first. Nothing has happened yet; the result appears here in this chat.`,
  awaitingForDamage: (label: string) =>
    `Thank you. “${label}” would give back a deposit while the host claims damage, so a colleague checks it first. Nothing has happened yet; the result appears here in this chat.`,
  approvalExpired: (label: string) =>
    `Nobody decided about “${label}” in time, so it was not done. Nothing was changed. A person looks at it now.`,
  amountSet: (label: string, reason: string | null) =>
    `A colleague looked at your request and offers another amount${reason ? `: ${reason}` : "."} This is the new offer: “${label}”. Nothing has happened yet; it is done only if you accept it.`,
  amountChanged:
    "The amount has changed since you confirmed it, so nothing was done. This is what it would be now:",
  notReachedYet:
    "You have confirmed this, but our booking system does not answer right now, so nothing has been done yet. I keep trying, and the result appears here in this chat.",
  notKnownYet:
    "You have confirmed this and I have passed it on, but our booking system has not answered, so I cannot say yet whether it was done. It can only happen once. I keep trying, and the result appears here in this chat.",
  inDoubt:
    "Our booking system still does not answer, so I cannot say whether this was done. A person finds out and tells you here. Please wait for that answer.",
  inDoubtReason:
    "The booking system did not answer: it is not known whether what the guest confirmed was done.",
  neverReached: "Our booking system could not be reached, so this was not done. Nothing was changed.",
  correcting: " – one moment, let me check that again.\n\n",
  modelDown: "I cannot answer right now because of a technical problem on our side.",
  busy: "Many guests are asking right now, and I could not get to your question in time.",
  cannotSay: "I cannot answer that reliably.",
  tooLong: "This is taking longer than it should.",
} as const;
