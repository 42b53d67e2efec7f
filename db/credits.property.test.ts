import fc from "fast-check";
import { listCreditOfGuest, recordCredit, sumCreditsGiven } from "./credits.ts";
import { listUnbalanced } from "./end-state.ts";
import { atomically, type Db, openDatabase } from "./open.ts";
import { ledgerEntries, ledgerTransactions } from "./schema.ts";
import { demoNow as now, seededDatabase } from "./seeded-for-tests.ts";

let bytes: Buffer;
beforeAll(async () => {
  const seeded = await seededDatabase();
  bytes = seeded.$client.serialize();
  seeded.$client.close();
});

const bookingOf = { maria: "BK-204", james: "BK-355" };
type GuestId = keyof typeof bookingOf;

const step = fc.record({
  guestId: fc.constantFrom<GuestId>("maria", "james"),
  currency: fc.constantFrom("EUR", "JPY", "KWD"),
  minor: fc.integer({ min: 1, max: 1_000_000 }),
  /** Below zero for what is written past the code, straight into the ledger. */
  sign: fc.constantFrom(1, 1, -1),
});

test("for any sequence of credits and spendings, a balance is what was given less what was spent, and never below zero", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
      await withDatabase(async (db) => {
        const expected = new Map<string, number>();
        const given = new Map<string, number>();
        for (const [index, { guestId, currency, minor, sign }] of steps.entries()) {
          const account = `${guestId} ${currency}`;
          const before = expected.get(account) ?? 0;
          const id = `credit-${index}`;
          const amount = { minor, currency };
          if (sign > 0) {
            const credit = { id, bookingRef: bookingOf[guestId], amount, now };
            await atomically(db, (tx) => recordCredit(tx, credit));
            given.set(account, (given.get(account) ?? 0) + minor);
          } else if (minor > before) {
            await expect(spend(db, { id, guestId, ...amount })).rejects.toMatchObject({
              message: expect.stringContaining("more credit would be spent than was given"),
            });
            continue;
          } else await spend(db, { id, guestId, ...amount });
          expected.set(account, before + sign * minor);
        }
        for (const guestId of ["maria", "james"] as const) {
          const balances = listCreditOfGuest(db, { guestId });
          expect(balances).toEqual(
            ["EUR", "JPY", "KWD"].flatMap((currency) => {
              const minor = expected.get(`${guestId} ${currency}`) ?? 0;
              return minor > 0 ? [{ currency, minor }] : [];
            }),
          );
          for (const currency of ["EUR", "JPY", "KWD"])
            expect(sumCreditsGiven(db, { currency, since: now - 1, guestId })).toBe(
              given.get(`${guestId} ${currency}`) ?? 0,
            );
        }
        expect(await listUnbalanced(db)).toEqual([]);
      });
    }),
    { numRuns: 60 },
  );
});

test("a credit that books less than it says is found, though its entries sum to zero", async () => {
  await withDatabase(async (db) => {
    await atomically(db, (tx) => {
      const moved = { kind: "credit" as const, bookingRef: "BK-204", amountMinor: 500, currency: "EUR" };
      tx.insert(ledgerTransactions)
        .values({ id: "wrong", ...moved, method: "Credit", createdAt: now })
        .run();
      tx.insert(ledgerEntries)
        .values([
          { transactionId: "wrong", account: "goodwill", amountMinor: -400 },
          { transactionId: "wrong", account: "guest_credit", amountMinor: 400 },
        ])
        .run();
    });
    expect(await listUnbalanced(db)).toEqual(["wrong"]);
  });
});

test.each([0, -5])("a credit of %i is refused by the database", async (minor) => {
  await withDatabase(async (db) => {
    const credit = { id: "none", bookingRef: "BK-204", amount: { minor, currency: "EUR" }, now };
    await expect((async () => atomically(db, (tx) => recordCredit(tx, credit)))()).rejects.toMatchObject({
      message: expect.stringContaining("ledger_transactions_positive"),
    });
  });
});

async function withDatabase(use: (db: Db) => Promise<void>): Promise<void> {
  const db = openDatabase(bytes);
  try {
    await use(db);
  } finally {
    db.$client.close();
  }
}

interface Spending {
  id: string;
  guestId: GuestId;
  minor: number;
  currency: string;
}

/** Past the code, straight into the ledger: what the database itself would allow. */
const spend = async (db: Db, { id, guestId, minor, currency }: Spending) =>
  atomically(db, (tx) => {
    const moved = { kind: "payment" as const, bookingRef: bookingOf[guestId], amountMinor: minor, currency };
    tx.insert(ledgerTransactions)
      .values({ id, ...moved, method: "Credit", createdAt: now })
      .run();
    tx.insert(ledgerEntries)
      .values([
        { transactionId: id, account: "guest_credit", amountMinor: -minor },
        { transactionId: id, account: "nights", amountMinor: minor },
      ])
      .run();
  });
