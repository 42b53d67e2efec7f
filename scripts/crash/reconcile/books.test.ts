import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordCredit } from "../../../db/credits.ts";
import { appendEvents } from "../../../db/event-log.ts";
import { atomically, type Db, openDatabase } from "../../../db/open.ts";
import { conversations, damageClaims, ledgerEntries, ledgerTransactions } from "../../../db/schema.ts";
import { addGuests } from "../company.ts";
import { type Diary, emptyDiary } from "../diary.ts";
import type { Journey } from "../journey.ts";
import { planJourney } from "../journey-plan.ts";
import { checkCredit, checkExpectedCredit } from "./credit.ts";
import { checkDatabase } from "./database.ts";
import { checkDeposit } from "./deposit.ts";

/* The harness's own books against a ledger that is right, and against one that is not: reconciling has to find it. */

const now = Date.now();
const folder = mkdtempSync(join(tmpdir(), "frontdesk-books-"));
let files = 0;
let db: Db;
let journey: Journey;
let diary: Diary;

function begin(kind: string): void {
  journey = planJourney("books", 0, new RegExp(`^${kind}$`));
  diary = emptyDiary();
  const file = join(folder, `${++files}.db`);
  addGuests(file, [journey]);
  db = openDatabase(file);
  const { conversationId: id, guestId } = journey;
  db.insert(conversations).values({ id, guestId, createdAt: now, updatedAt: now }).run();
  // The database itself refuses most of what is tried here.
  const guards = db.$client
    .prepare<[], string>("select name from sqlite_master where type = 'trigger'")
    .pluck();
  for (const name of guards.all()) db.$client.exec(`drop trigger ${name}`);
}
afterEach(() => db.$client.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stay = () => journey.stays[0]!;

describe("a credit", () => {
  beforeEach(() => {
    begin("books on credit, then cancels");
    const amount = { minor: 2_500, currency: "EUR" };
    diary.credits.push({ bookingRef: stay().ref, amount, taken: true });
  });
  const give = (id: string) =>
    atomically(db, (tx) => {
      const { conversationId } = journey;
      recordCredit(tx, { id, bookingRef: stay().ref, amount: { minor: 2_500, currency: "EUR" }, now });
      const told = { type: "staff-message" as const, messageId: id, text: "A credit.", staffName: "tom" };
      appendEvents(tx, { conversationId, turnId: null, events: [told], now });
    });
  const check = () => checkCredit(db, { diary, journey });

  test("that was given once is no breach", () => {
    give("one");
    expect(check()).toEqual([]);
  });

  test("that is there twice is doubled, and the balance too high", () => {
    give("one");
    give("two");
    expect(check()).toEqual([
      `doubled credit: 2500 EUR for ${stay().ref} is there 2 times, given 1`,
      "her credit is 5000 EUR, and by her own books 2500",
    ]);
  });

  test("of the same amount under another key is another one", () => {
    diary.credits.push({ ...diary.credits[0]! });
    give("one");
    give("two");
    expect(check()).toEqual([]);
  });

  test("that was answered 200 and is not there is lost", () => {
    expect(check()).toEqual([
      `lost: a credit of 2500 EUR for ${stay().ref} was answered 200 and is not there`,
      "her credit is 0 EUR, and by her own books 2500",
    ]);
  });

  test("that nobody told her of is found", () => {
    atomically(db, (tx) =>
      recordCredit(tx, { id: "one", bookingRef: stay().ref, amount: diary.credits[0]!.amount, now }),
    );
    expect(check()).toEqual(["credit one was not told once in her chat"]);
  });

  test("that was not spent before the card paid is not what the plan reckoned", () => {
    give("one");
    const wanted = { balanceMinor: 0, cardPaidMinor: 500, cardBackMinor: 0 };
    const expected = { kind: "credit" as const, currency: "EUR", ...wanted };
    expect(checkExpectedCredit(db, { journey, ending: "as-planned" }, expected)).toEqual([
      "credit: balanceMinor is 2500 EUR, planned 0",
      "credit: cardPaidMinor is 0 EUR, planned 500",
    ]);
  });
});

describe("of the parts of a booking's money,", () => {
  beforeEach(() => begin("books on credit, then cancels"));

  test("more back to the card than it paid is found, though the sum is not more than was paid", async () => {
    move("payment", { guest_credit: -100, nights: 100 });
    move("refund", { guest: 5_000_000, nights: -5_000_000 });
    expect((await checkDatabase(db)).join("\n")).toMatch(/the card has \d+ more back than it paid for BK-/);
  });

  test("more credit back than credit paid is found", async () => {
    move("refund", { guest_credit: 50, nights: -50 });
    expect(await checkDatabase(db)).toContain(
      `50 more came back as credit than credit paid for ${stay().ref}`,
    );
  });

  test("credit that nobody gave and that was spent is found", async () => {
    move("payment", { guest_credit: -100, nights: 100 });
    expect(await checkDatabase(db)).toContain(`${journey.guestId} has a credit of -100 EUR`);
  });

  test("an entry that is missing is found", async () => {
    move("payment", { guest: -100, nights: 90 });
    expect((await checkDatabase(db)).join("\n")).toMatch(/ledger transaction \S+ does not balance/);
  });
});

describe("a deposit that a host lays claim to", () => {
  beforeEach(() => begin("has damage claimed at her yes"));
  const claim = (leftMinor: number) => {
    const { ref: bookingRef, currency } = stay();
    diary.claims.push({ bookingRef, amount: { minor: 10, currency }, words: "A scratch.", leftMinor });
    db.insert(damageClaims)
      .values({
        bookingRef,
        amountMinor: 10,
        words: "A scratch.",
        actor: "staff:ana",
        depositMinor: leftMinor,
        claimedAt: now,
      })
      .run();
  };
  const goesBack = () => move("refund", { guest: stay().depositMinor, deposit: -stay().depositMinor });
  const approve = (taken = true) =>
    diary.decisions.push({ escalationId: "e", staffId: "ana", decision: "approve", taken });
  const check = () =>
    checkDeposit(
      db,
      { diary, ending: "as-planned" },
      { kind: "deposit", ref: stay().ref, depositMinor: stay().depositMinor },
    );

  test("went back before, or after a person approved, or stays: no breach", () => {
    claim(stay().depositMinor);
    expect(check()).toEqual([]);
    goesBack();
    approve();
    expect(check()).toEqual([]);
  });

  test("and went back without a person's approval is found, by her books and by the database's", async () => {
    claim(stay().depositMinor);
    goesBack();
    expect(check().join("\n")).toMatch(/of the deposit went back, not 0: .* staff did not approve/);
    expect(await checkDatabase(db)).toContain(
      `the deposit of ${stay().ref} went back in spite of a claim, and no person approved it since`,
    );
  });

  test("and never went back, though the claim found it gone or a person approved it, is found", () => {
    claim(0);
    expect(check().join("\n")).toMatch(/: 0 of the deposit went back, not \d+: a claim found 0 left/);
    diary.claims = [];
    db.$client.exec("delete from damage_claims");
    claim(stay().depositMinor);
    approve();
    expect(check().join("\n")).toMatch(/: 0 of the deposit went back, not \d+: .* staff approved/);
  });

  test("by a claim that is not there any more is lost", () => {
    claim(stay().depositMinor);
    db.$client.exec("delete from damage_claims");
    expect(check()).toEqual([`lost: the claim for ${stay().ref} was answered 200 and is "gone"`]);
  });
});

type Account = (typeof ledgerEntries.$inferInsert)["account"];

/** One transaction, of so much on the guest's side, with these entries. */
function move(kind: "payment" | "refund", entries: Partial<Record<Account, number>>): void {
  const id = `moved-${++moved}`;
  const { ref: bookingRef, currency } = stay();
  const amountMinor = Math.abs((entries.guest ?? 0) + (entries.guest_credit ?? 0));
  const of = { id, kind, bookingRef, amountMinor, currency, confirmationId: null };
  atomically(db, (tx) => {
    tx.insert(ledgerTransactions)
      .values({ ...of, method: "Visa ending 4242", createdAt: now })
      .run();
    for (const [account, minor] of Object.entries(entries))
      tx.insert(ledgerEntries)
        .values({ transactionId: id, account: account as Account, amountMinor: minor })
        .run();
  });
}
let moved = 0;
