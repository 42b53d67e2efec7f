import type { Claim, Stay, Step } from "./journey.ts";
import { ask, type Kind, press } from "./journey-parts.ts";
import type { Random } from "./random.ts";

/* A guest asks for her deposit, and her host claims damage between her yes and the refund. Staff decide where the refund has not been made. */

/** As long as a yes takes to its refund, about: the claim falls before the rules have cleared it, before it is carried out, or after. */
const claimMsMax = 60;

const asksBack = ({ ref }: Stay): Step => ask(`I want the deposit of ${ref} back.`);
const deposit = ({ ref, depositMinor }: Stay) => ({ kind: "deposit" as const, ref, depositMinor });
const decides = (random: Random): Step => ({
  do: "staff-decides",
  decision: random.pick(["approve", "decline"]),
});

export const claimJourneys: readonly Kind[] = [
  {
    name: "has damage claimed at her yes",
    stays: [{ gives: "all", over: true }],
    play: ([stay], random) => {
      const meanwhile = { ...claimOf(stay!, random), afterMs: random.whole(0, claimMsMax) };
      const tabs = random.chance(0.4) ? 2 : 1;
      return {
        steps: [asksBack(stay!), { do: "press", decision: "accept", tabs, meanwhile }, decides(random)],
        expected: [deposit(stay!)],
      };
    },
  },
  {
    name: "has damage claimed while she waits for an approval",
    stays: [{ gives: "all", price: "dear", over: true }],
    play: ([stay], random) => ({
      steps: [
        asksBack(stay!),
        ...press(random),
        { do: "host-claims", claim: claimOf(stay!, random) },
        decides(random),
      ],
      expected: [deposit(stay!)],
    }),
  },
];

function claimOf({ ref, currency, depositMinor }: Stay, random: Random): Claim {
  const amount = random.chance(0.7) ? { minor: random.whole(1, depositMinor), currency } : null;
  return { bookingRef: ref, amount, words: "The table is scratched." };
}
