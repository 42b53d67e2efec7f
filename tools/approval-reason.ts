import type { ApprovalNeed, Because } from "../db/approval-need.ts";

/** Why a person is asked, in one sentence for that person. */
export function reasonInWords({ because, people }: ApprovalNeed, label: string): string {
  const why = because.map((one) => words[one]).join(", and ");
  return `“${label}” ${why}.${people === 2 ? " Two people must approve it." : ""}`;
}

const words: Record<Because, string> = {
  amount: "is above the limit without a person",
  "guest-month": "would bring the guest above what one guest gets in 30 days without a person",
  day: "would bring all guests above what goes out in 24 hours without a person",
  "damage-claim": "would give back a deposit while the host claims damage",
  "no-limit": "is in a currency that nobody has set a limit for",
  unreadable: "could not be held against the limits, because they could not be read",
};
