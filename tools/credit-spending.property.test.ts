import fc from "fast-check";
import { readCredit, recordCredit } from "../db/credits.ts";
import { listUnbalanced } from "../db/end-state.ts";
import { atomically, type Db, openDatabase } from "../db/open.ts";
import { turns } from "../db/schema.ts";
import { sqliteBookingSystem } from "./booking-system/sqlite-booking-system.ts";
import { catalogue } from "./catalogue.ts";
import { builtInMoneyRules, type MoneyRules } from "./money-rules.ts";
import { accept } from "./run-confirmed-for-tests.ts";
import { runAction } from "./run-tool.ts";
import { call, contextOf, demoNow, seededDatabase } from "./seeded-context-for-tests.ts";

/*
 * Maria is given credits, books, moves and cancels, in any order, in currencies with 2, 0 and 3 decimals. The books that the tests keep know of her
 * offers and receipts alone; the ledger is held against them after every step.
 */

let bytes: Buffer;
beforeAll(async () => {
  const seeded = await seededDatabase();
  bytes = seeded.$client.serialize();
  seeded.$client.close();
});

const places = [
  { place: "Garden Flat in Graça", currency: "EUR" },
  { place: "Studio in Yanaka", currency: "JPY" },
  { place: "Seafront Flat in Salmiya", currency: "KWD" },
] as const;
/** In hundreds of minor units: what pays a part of a stay, in each of the currencies, and sometimes all or more. */
const amounts = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 150 }) },
  { weight: 1, arbitrary: fc.integer({ min: 300, max: 700 }) },
);

const where = fc.constantFrom(...places);
const meanwhile = fc.constantFrom(0, 0, 0, 5);
const give = fc.record({ kind: fc.constant("give" as const), where, minor: amounts });
const book = fc.record({
  kind: fc.constant("book" as const),
  where,
  day: fc.integer({ min: 1, max: 25 }),
  nights: fc.integer({ min: 1, max: 4 }),
  /** A credit that comes between her yes and the deed. */
  meanwhile,
});
const change = fc.record({
  kind: fc.constant("change" as const),
  which: fc.nat(),
  nights: fc.integer({ min: 1, max: 6 }),
  meanwhile,
});
const cancel = fc.record({ kind: fc.constant("cancel" as const), which: fc.nat() });
const step = fc.oneof(
  { weight: 2, arbitrary: give },
  { weight: 2, arbitrary: book },
  { weight: 3, arbitrary: change },
  { weight: 1, arbitrary: cancel },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What every run of this test plays first: a card and a credit that both pay and both have their part back, and a credit in between. */
const [garden] = places;
const everything: Step[] = [
  { kind: "give", where: garden, minor: 50 },
  { kind: "book", where: garden, day: 1, nights: 3, meanwhile: 0 },
  { kind: "change", which: 0, nights: 2, meanwhile: 0 },
  { kind: "cancel", which: 0 },
  { kind: "book", where: garden, day: 9, nights: 1, meanwhile: 5 },
];

/** No refund of these waits for a person. */
const rules: MoneyRules = {
  ...builtInMoneyRules(),
  currencies: new Map(
    [...builtInMoneyRules().currencies.keys()].map((currency) => [
      currency,
      {
        refundMinorMax: 1e12,
        onePersonMinorMax: 1e12,
        guestMonthMinorMax: 1e12,
        dayMinorMax: 1e12,
        chargeMinorMax: 1e12,
      },
    ]),
  ),
};

interface Held {
  card: number;
  credit: number;
}

/** What tests know: by receipts alone. */
class Books {
  given = new Map<string, number>();
  /** What each booking holds of her card's money and of her credit. */
  held = new Map<string, Held & { currency: string; checkIn: string }>();
  /** How often what happened: runs in which nothing is spent, or no card has its money back before the credit, prove nothing. */
  counts = { spent: 0, backAsCredit: 0, toCardFirst: 0, changed: 0 };

  balance(currency: string): number {
    const spent = [...this.held.values()].filter((one) => one.currency === currency);
    return (this.given.get(currency) ?? 0) - spent.reduce((sum, { credit }) => sum + credit, 0);
  }
}

const total = { spent: 0, backAsCredit: 0, toCardFirst: 0, changed: 0 };

test("for any sequence of credits, bookings, changes and cancellations the books balance, and no credit becomes money", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12, size: "max" }), async (steps) => {
      const db = openDatabase(bytes);
      const books = new Books();
      try {
        for (const [index, one] of steps.entries()) {
          // A conversation takes no more than some turns that wait; these are never answered.
          db.update(turns).set({ status: "done" }).run();
          await play(db, books, { ...one, at: demoNow + index * 60_000 });
          await compare(db, books);
        }
      } finally {
        db.$client.close();
      }
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += books.counts[key];
    }),
    { numRuns: 40, examples: [[everything]] },
  );
  for (const often of Object.values(total)) expect(often).toBeGreaterThan(0);
}, 120_000);

async function compare(db: Db, books: Books): Promise<void> {
  expect(await listUnbalanced(db)).toEqual([]);
  for (const { currency } of places) {
    const balance = readCredit(db, { guestId: "maria", currency });
    expect(balance).toBe(books.balance(currency));
    expect(balance).toBeGreaterThanOrEqual(0);
    expect(balance).toBeLessThanOrEqual(books.given.get(currency) ?? 0);
  }
  for (const [ref, { card, credit }] of books.held) {
    // Neither gets back more than it paid.
    expect([ref, card >= 0, credit >= 0]).toEqual([ref, true, true]);
    const booking = await sqliteBookingSystem(db).findBooking({
      guestId: "maria",
      ref,
    });
    expect(Object.values(booking!.paid).reduce((sum, part) => sum + part, 0)).toBe(card + credit);
  }
}

async function play(db: Db, books: Books, step: Step & { at: number }): Promise<void> {
  if (step.kind === "give") return giveCredit(db, books, step.where.currency, step.minor * 100);
  if (step.kind === "book") {
    const { place, currency } = step.where;
    const checkIn = dayOf(step.day);
    const input = { place, checkIn, checkOut: dayOf(step.day + step.nights), people: 1 };
    return act(db, books, { tool: "book_stay", input, currency, at: step.at, meanwhile: step.meanwhile });
  }
  const refs = [...books.held.keys()];
  const ref = refs[step.which % Math.max(1, refs.length)];
  if (ref === undefined) return;
  const { currency, checkIn } = books.held.get(ref)!;
  const of = { currency, at: step.at, checkIn, bookingRef: ref };
  if (step.kind === "cancel")
    return act(db, books, { ...of, tool: "cancel_booking", input: { bookingRef: ref } });
  const checkOut = new Date(Date.parse(checkIn) + step.nights * 86_400_000).toISOString().slice(0, 10);
  return act(db, books, {
    ...of,
    tool: "change_dates",
    input: { bookingRef: ref, checkOut },
    meanwhile: step.meanwhile,
  });
}

const dayOf = (day: number): string => new Date(Date.UTC(2027, 2, day)).toISOString().slice(0, 10);

async function giveCredit(db: Db, books: Books, currency: string, minor: number): Promise<void> {
  const id = `credit-${crypto.randomUUID()}`;
  atomically(db, (tx) =>
    recordCredit(tx, { id, bookingRef: "BK-204", amount: { minor, currency }, now: demoNow }),
  );
  books.given.set(currency, (books.given.get(currency) ?? 0) + minor);
}

interface Act {
  tool: string;
  input: Record<string, unknown>;
  currency: string;
  at: number;
  meanwhile?: number;
}

/** Offered, accepted and run. What cannot be offered (taken nights, the same dates) is no step. */
async function act(db: Db, books: Books, { tool, input, currency, at, meanwhile = 0 }: Act): Promise<void> {
  const context = await contextOf(db, "maria", at);
  const asked = await call(context, tool, input);
  if (asked.kind !== "offered") return;
  const quote = JSON.parse(asked.action.quote) as {
    direction: string;
    amount: { minor: number };
    credit?: { minor: number };
  };
  const creditMinor = quote.credit?.minor ?? 0;
  if (quote.direction === "charge")
    expect(creditMinor).toBe(Math.min(books.balance(currency), quote.amount.minor));
  await accept(context, asked.action.id);
  if (meanwhile > 0) await giveCredit(db, books, currency, meanwhile);
  const outcome = await runAction(context, {
    tools: catalogue,
    actionId: asked.action.id,
    guestName: "Maria",
    rules,
  });
  // All that she had was to be spent, and then there was more: that is another offer.
  if (meanwhile > 0 && quote.direction === "charge" && creditMinor < quote.amount.minor) {
    expect(outcome).toMatchObject({ kind: "failed", changed: true });
    books.counts.changed++;
    return;
  }
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  const { bookingRef, amount, direction, credit } = outcome.receipt;
  expect([amount.minor, credit?.minor ?? 0]).toEqual([quote.amount.minor, creditMinor]);
  const sign = direction === "charge" ? 1 : -1;
  const ref = bookingRef ?? "";
  const before = books.held.get(ref) ?? { card: 0, credit: 0, currency, checkIn: String(input.checkIn) };
  const after = {
    ...before,
    card: before.card + sign * (amount.minor - creditMinor),
    credit: before.credit + sign * creditMinor,
  };
  // The card comes first: credit comes back only when the card has all of its own.
  if (direction === "refund" && creditMinor > 0) expect(after.card).toBe(0);
  books.held.set(ref, after);
  if (direction === "charge" && creditMinor > 0) books.counts.spent++;
  if (direction === "refund" && creditMinor > 0) books.counts.backAsCredit++;
  if (direction === "refund" && after.credit > 0 && creditMinor === 0) books.counts.toCardFirst++;
}
