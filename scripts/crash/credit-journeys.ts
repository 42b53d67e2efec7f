import { nightsOf } from "./houses-for-sale.ts";
import type { ExpectedCredit, Stay, Step } from "./journey.ts";
import { paidMinor } from "./journey.ts";
import {
  aNightLonger,
  ask,
  cancelled,
  cancelWords,
  endWords,
  type Kind,
  press,
  untouched,
} from "./journey-parts.ts";
import type { Random } from "./random.ts";

/* Staff give a guest credit; it pays before her card does, and when she cancels her card has its money back first. */

const extendsStay = (name: string, gives: "all" | "cleaning"): Kind => ({
  name,
  stays: [{ gives }],
  play: ([stay], random) => {
    const credit = creditFor(stay!, random, [30, 500]);
    const longer = aNightLonger(stay!);
    const refundedMinor =
      gives === "all" ? paidMinor(stay!) + longer.chargedMinor : cancelled(stay!, gives).refundedMinor;
    return {
      steps: [
        ...credit.steps,
        { do: "say", text: endWords(stay!, longer.nights), again: random.chance(0.3) },
        ...press(random),
        ask(cancelWords(stay!)),
        ...press(random),
      ],
      expected: [
        { ...longer, status: "cancelled", refundedMinor },
        inParts(credit, {
          paidBeforeMinor: paidMinor(stay!),
          chargedMinor: longer.chargedMinor,
          refundedMinor,
        }),
      ],
    };
  },
});

export const creditJourneys: readonly Kind[] = [
  extendsStay("stays longer on credit, then cancels for everything", "all"),
  extendsStay("stays longer on credit, then cancels for the cleaning fee", "cleaning"),
  {
    name: "books on credit, then cancels",
    stays: [{ gives: "all", price: "euro" }],
    play: ([stay], random, number) => {
      const { placeId, checkInDays, nights, chargedMinor } = nightsOf(number);
      const credit = creditFor(stay!, random, [2_000, 18_000]);
      const words = `Please book ${placeId} from day ${checkInDays} to day ${checkInDays + nights}.`;
      const refundedMinor = chargedMinor;
      return {
        steps: [
          ...credit.steps,
          ask(words),
          ...press(random),
          ask("Please cancel {booked}."),
          ...press(random),
        ],
        expected: [
          { kind: "booked", placeId, checkInDays, nights, status: "cancelled", chargedMinor, refundedMinor },
          inParts(credit, { paidBeforeMinor: 0, chargedMinor, refundedMinor }),
          untouched(stay!),
        ],
      };
    },
  },
];

interface Credit {
  currency: string;
  givenMinor: number;
  steps: Step[];
}

/** In one credit or in two that are alike: a second one is another one, and no repetition. `between`: the least and the most of it, in minor units. */
function creditFor({ ref, currency }: Stay, random: Random, between: [number, number]): Credit {
  const count = random.whole(1, 2);
  const minor = Math.ceil(random.whole(...between) / count);
  const amounts = Array.from({ length: count }, () => ({ minor, currency }));
  return {
    currency,
    givenMinor: minor * count,
    steps: [
      ask("I want to talk to a person."),
      { do: "staff-gives-credit", bookingRef: ref, amounts, again: random.chance(0.3) },
    ],
  };
}

/** The credit pays first; what comes back fills the card first, up to all that it paid for this booking. */
function inParts(
  { currency, givenMinor }: Credit,
  of: { paidBeforeMinor: number; chargedMinor: number; refundedMinor: number },
): ExpectedCredit {
  const spentMinor = Math.min(givenMinor, of.chargedMinor);
  const cardPaidMinor = of.chargedMinor - spentMinor;
  const cardBackMinor = Math.min(of.refundedMinor, of.paidBeforeMinor + cardPaidMinor);
  const balanceMinor = givenMinor - spentMinor + (of.refundedMinor - cardBackMinor);
  return { kind: "credit", currency, balanceMinor, cardPaidMinor, cardBackMinor };
}
