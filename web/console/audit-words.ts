import type { AuditActor, AuditLine } from "../../agent/events.ts";

const deeds: Record<string, string> = {
  asked: "Asked",
  quoted: "Quoted",
  accepted: "Confirmed",
  declined: "Declined",
  awaiting_approval: "Sent for approval",
  escalated: "Case opened",
  claimed: "Case claimed",
  approved: "Cleared to run",
  rejected: "Turned down",
  done: "Run",
  failed: "Failed",
  in_doubt: "In doubt",
  expired: "Expired",
  replaced: "Replaced by another offer",
  "damage-claimed": "Damage claimed",
  "credit-given": "Gave a credit",
};

const decisions: Record<string, string> = {
  approve: "Approved",
  decline: "Declined",
  change: "Set another amount",
};

/** "Quoted", "Approved": what happened. A kind from a newer server is shown as it is called. */
export function deedOf({ kind, decision }: Pick<AuditLine, "kind" | "decision">): string {
  if (kind === "staff-decided" && decision) return decisions[decision] ?? decision;
  return deeds[kind] ?? kind;
}

/** "by Ana, staff": who it was, or which part of the system. */
export function byWhom({ kind, name }: AuditActor): string {
  switch (kind) {
    case "guest":
      return `by ${name}, the guest`;
    case "staff":
      return `by ${name}, staff`;
    case "clock":
      return "when the time was over";
    case "host":
      return "by the host";
    case "agent":
      return "by Frontdesk";
  }
}
