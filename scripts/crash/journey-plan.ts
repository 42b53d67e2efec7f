import { claimJourneys } from "./claim-journeys.ts";
import { creditJourneys } from "./credit-journeys.ts";
import { nightsOf } from "./houses-for-sale.ts";
import type { Journey, Stay, Step } from "./journey.ts";
import { paidMinor } from "./journey.ts";
import {
  aDayEarlier,
  aNightLonger,
  ask,
  cancelled,
  cancelWords,
  endWords,
  type Kind,
  press,
  untouched,
  type Wanted,
} from "./journey-parts.ts";
import { type Random, randomOf } from "./random.ts";

/** The `number`-th guest to come. What she does is drawn by the seed; what must come of it is reckoned here, by the published rules. `among`: of the kinds with such a name. */
export function planJourney(seed: string, number: number, among = /./): Journey {
  const random = randomOf(`${seed}/journey/${number}`);
  const kind = random.pick(kinds.filter(({ name }) => among.test(name)));
  const stays = kind.stays.map((wanted, index) => stayOf(random, { number, index, ...wanted }));
  const { steps, expected } = kind.play(stays, random, number);
  return {
    number,
    kind: kind.name,
    guestId: `guest-${number}`,
    guestName: `Guest Number ${number}`,
    conversationId: `crash-${String(number).padStart(8, "0")}-${random.whole(100_000, 999_999)}`,
    stays,
    steps,
    expected,
  };
}

const cancels = (name: string, gives: Wanted["gives"], ending: (random: Random) => Step[]): Kind => ({
  name,
  stays: [{ gives }],
  play: ([stay], random) => ({
    steps: [{ do: "say", text: cancelWords(stay!), again: random.chance(0.3) }, ...ending(random)],
    expected: [cancelled(stay!, gives)],
  }),
});

const decided = (name: string, price: Wanted["price"], decision: "approve" | "decline"): Kind => ({
  name,
  stays: [{ gives: "all", price }],
  play: ([stay], random) => ({
    steps: [ask(cancelWords(stay!)), ...press(random), { do: "staff-decides", decision }],
    expected: [decision === "approve" ? cancelled(stay!, "all") : untouched(stay!)],
  }),
});

const kinds: readonly Kind[] = [
  cancels("cancels and presses the button", "all", press),
  cancels("cancels for half and presses the button", "half", press),
  cancels("cancels for the cleaning fee", "cleaning", press),
  cancels("cancels and types her yes", "half", () => [{ do: "type", text: "yes", decision: "accept" }]),
  decided("waits for an approval", "dear", "approve"),
  decided("waits for two approvals", "dearest", "approve"),
  decided("is declined by staff", "dear", "decline"),
  {
    name: "thinks better of it",
    stays: [{ gives: "half" }],
    play: ([stay], random) => ({
      steps: [
        ask(cancelWords(stay!)),
        random.chance(0.5)
          ? { do: "press", decision: "decline", tabs: 1 }
          : { do: "type", text: "no", decision: "decline" },
      ],
      expected: [untouched(stay!)],
    }),
  },
  {
    name: "cancels one stay after the other",
    stays: [{ gives: "half" }, { gives: "all" }],
    play: ([first, second], random) => ({
      steps: [ask(cancelWords(first!)), ...press(random), ask(cancelWords(second!)), ...press(random)],
      expected: [cancelled(first!, "half"), cancelled(second!, "all")],
    }),
  },
  {
    name: "books a stay",
    stays: [{ gives: "all" }],
    play: ([stay], random, number) => {
      const { placeId, checkInDays, nights, chargedMinor } = nightsOf(number);
      const words = `Please book ${placeId} from day ${checkInDays} to day ${checkInDays + nights}.`;
      return {
        steps: [{ do: "say", text: words, again: random.chance(0.3) }, ...press(random)],
        expected: [
          {
            kind: "booked",
            placeId,
            checkInDays,
            nights,
            status: "confirmed",
            chargedMinor,
            refundedMinor: 0,
          },
          untouched(stay!),
        ],
      };
    },
  },
  {
    name: "reports a problem",
    stays: [{ gives: "all", begun: true }],
    play: ([stay], random) => ({
      steps: [ask(`The heating of ${stay!.ref} is broken.`), ...press(random)],
      expected: [{ kind: "reported", ref: stay!.ref }, untouched(stay!)],
    }),
  },
  {
    name: "leaves a day earlier",
    stays: [{ gives: "all" }],
    play: ([stay], random) => ({
      steps: [ask(endWords(stay!, stay!.nights - 1)), ...press(random)],
      expected: [aDayEarlier(stay!)],
    }),
  },
  {
    name: "stays a night longer",
    stays: [{ gives: "all" }],
    play: ([stay], random) => ({
      steps: [
        { do: "say", text: endWords(stay!, stay!.nights + 1), again: random.chance(0.3) },
        ...press(random),
      ],
      expected: [aNightLonger(stay!)],
    }),
  },
  {
    name: "stays a night longer, then cancels",
    stays: [{ gives: "all" }],
    play: ([stay], random) => {
      const longer = aNightLonger(stay!);
      const refundedMinor = paidMinor(stay!) + longer.chargedMinor;
      return {
        steps: [
          ask(endWords(stay!, longer.nights)),
          ...press(random),
          ask(cancelWords(stay!)),
          ...press(random),
        ],
        expected: [{ ...longer, status: "cancelled", refundedMinor }],
      };
    },
  },
  {
    name: "brings another person",
    stays: [{ gives: "half" }],
    play: ([stay], random) => {
      const guestCount = stay!.guestCount + random.whole(1, 2);
      return {
        steps: [ask(`We are ${guestCount} people for ${stay!.ref}.`), ...press(random)],
        expected: [{ ...untouched(stay!), guestCount }],
      };
    },
  },
  {
    name: "was charged twice",
    stays: [{ gives: "all", paidTwice: true }],
    play: ([stay], random) => ({
      steps: [
        { do: "say", text: `I paid twice for ${stay!.ref}.`, again: random.chance(0.3) },
        ...press(random),
      ],
      expected: [{ ...untouched(stay!), refundedMinor: paidMinor(stay!) }],
    }),
  },
  {
    name: "asks and leaves",
    stays: [],
    play: () => ({
      steps: [{ do: "say-and-leave", text: "How late can I check in?" }],
      expected: [],
    }),
  },
  {
    name: "looks a booking up, then cancels",
    stays: [{ gives: "half" }],
    play: ([stay], random) => ({
      steps: [ask(`What about ${stay!.ref}?`), ask(cancelWords(stay!)), ...press(random)],
      expected: [cancelled(stay!, "half")],
    }),
  },
  {
    name: "wants a person",
    stays: [{ gives: "half" }],
    play: ([stay], random) => ({
      steps: [
        ask("I want to talk to a person."),
        ask("Is anybody there?"),
        { do: "staff-answers", text: "Here I am.", afterwards: random.pick(["hand-back", "resolve"]) },
        ask(cancelWords(stay!)),
        ...press(random),
      ],
      expected: [cancelled(stay!, "half")],
    }),
  },
  ...creditJourneys,
  ...claimJourneys,
];

/**
 * Prices by what they need. The usual ones are tiny, and in other currencies than the dear ones, because what all guests get in a day is limited too:
 * past it every refund needs a person, and the way without one would be tried no more.
 */
const prices = {
  usual: { nightMinor: [100, 400], currencies: ["GBP", "USD", "JPY", "KWD"] },
  euro: { nightMinor: [100, 400], currencies: ["EUR"] },
  dear: { nightMinor: [30_000, 40_000], currencies: ["EUR"] },
  dearest: { nightMinor: [110_000, 140_000], currencies: ["EUR"] },
} as const;

/** Amounts are even, so that a half needs no rounding, and a night's price today is whole tens, for a tenth of it; the days stay far from every deadline, so that the hour of a run does not matter. */
function stayOf(
  random: Random,
  {
    number,
    index,
    gives,
    price = "usual",
    begun = false,
    over = false,
    paidTwice = false,
  }: Wanted & { number: number; index: number },
): Stay {
  const nights = random.whole(2, 4);
  const { nightMinor, currencies } = prices[price];
  return {
    ref: `BK-${100_000 + number * 4 + index}`,
    placeId: `place-${number}-${index}`,
    checkInDays: over ? -nights - leftDaysAgo : begun ? -1 : gives === "half" ? 11 : random.whole(30, 200),
    nights,
    guestCount: 2,
    currency: random.pick(currencies),
    policy: ({ all: "moderate", half: "strict", cleaning: "non_refundable" } as const)[gives],
    nightsMinor: nights * 2 * random.whole(nightMinor[0] / 2, nightMinor[1] / 2),
    cleaningFeeMinor: 2 * random.whole(50, 100),
    serviceFeeMinor: 2 * random.whole(50, 100),
    depositMinor: over ? random.whole(nightMinor[0], nightMinor[1]) * (price === "dear" ? 2 : 1) : 0,
    nightMinor: 10 * random.whole(10, 40),
    paidTwice,
  };
}

/** A deposit is due back seven days after check-out. */
const leftDaysAgo = 12;
