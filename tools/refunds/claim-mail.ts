import type { ClaimedStay } from "../../db/damage-claims.ts";
import { bookingTitle } from "../bookings/booking-title.ts";
import { formatMoney } from "../money.ts";
import { claimed } from "./damage-claim.ts";

/** Tells a guest that her host claims damage, and what that means for her deposit, as a plain-text e-mail. */
export function claimMail(about: ClaimedStay): { subject: string; body: string } {
  const { guestName, bookingRef: ref, deposit } = about;
  const body = [
    `Hello ${guestName},`,
    `${claimed(about.hostName, about.amount)}. It is about this stay:`,
    bookingTitle({ ...about, ref }),
    deposit.minor > 0
      ? `This decides nothing yet. A person at Staywell looks at it before your deposit of ${formatMoney(deposit)} goes back.`
      : "This decides nothing yet, and no deposit that you paid waits for it.",
    "If you see it otherwise, or want to know what the host wrote, ask for a person in the chat.",
  ].join("\n\n");
  return { subject: `Damage claimed for your booking ${ref}`, body: `${body}\n` };
}
