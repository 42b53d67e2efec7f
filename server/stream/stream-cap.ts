import type { Response } from "express";
import { Problem } from "../problem.ts";

/** Long-lived streams that one guest may hold: tabs and devices, with room to spare. */
export const streamsPerGuestMax = 20;

const open = new Map<string, number>();

/** Counts a long-lived stream for as long as its response is open. Throws 429 when the guest has too many. */
export function holdStream(response: Response, guestId: string): void {
  const held = open.get(guestId) ?? 0;
  if (held >= streamsPerGuestMax) throw new Problem(429, `More than ${streamsPerGuestMax} streams are open.`);
  open.set(guestId, held + 1);
  response.on("close", () => {
    const left = (open.get(guestId) ?? 1) - 1;
    if (left > 0) open.set(guestId, left);
    else open.delete(guestId);
  });
}
