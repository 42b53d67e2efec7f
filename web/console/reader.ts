import type { Reader } from "../conversation/entry.tsx";

/** How staff read a conversation. */
export const staffReader = (guestName: string): Reader => ({
  viewer: "staff",
  guestName,
  base: location.origin,
  // Never called: the cards that staff see have no buttons.
  decide: () => Promise.reject(new Error("staff cannot decide for a guest")),
});
