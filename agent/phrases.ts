/** The few sentences that code says to a guest. Everything else is said by a model or rendered by a tool. */
export const phrases = {
  declined: "All right, nothing was changed.",
  rejected: (reason: string | null) =>
    `A colleague looked at your request and declined it${reason ? `: ${reason}` : "."} Nothing was cancelled and nothing was refunded. If you want to talk about it, just ask for a person.`,
  notConfirmed:
    "This offer is no longer open, so nothing was changed. Ask me again and I can make you a new one.",
  awaitingApproval: (label: string) =>
    `Thank you. “${label}” is above the amount I may decide alone, so a colleague checks it first. Nothing has happened yet; the result appears here in this chat.`,
  correcting: " – one moment, let me check that again.\n\n",
  actionBroke: "This could not be carried out because of a technical problem. A person looks at it.",
  modelDown: "I cannot answer right now because of a technical problem on our side.",
  busy: "Many guests are asking right now, and I could not get to your question in time.",
  cannotSay: "I cannot answer that reliably.",
  tooLong: "This is taking longer than it should.",
} as const;
