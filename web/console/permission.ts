import type { EscalationDetail } from "../../agent/events.ts";
import type { Staff } from "./staff-client.ts";

/** What this person may do about an action. The server asks again; this only decides what is shown. */
export interface Permission {
  isWaiting: boolean;
  mayDecide: boolean;
  mayApprove: boolean;
  /** Why not, in words. */
  note: string | null;
}

export function permissionOf(
  { status, staffName }: EscalationDetail,
  { state, standing }: NonNullable<EscalationDetail["action"]>,
  staff: Staff,
): Permission {
  const isWaiting = state === "awaiting_approval" && status !== "resolved";
  const none = { isWaiting, mayDecide: false, mayApprove: false };
  if (!isWaiting) return { ...none, note: null };
  if (status === "claimed" && staffName !== staff.name)
    return { ...none, note: `${staffName ?? "Somebody"} is deciding this.` };
  if (standing?.givenBy.includes(staff.name))
    return { ...none, note: "Your part is done: somebody else gives the second approval." };
  if (standing?.next === "lead" && staff.role !== "lead")
    return { isWaiting, mayDecide: true, mayApprove: false, note: "Only a lead can approve this now." };
  return { isWaiting, mayDecide: true, mayApprove: true, note: null };
}
