import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { eq } from "drizzle-orm";
import { decideAction, failAction, offerAction } from "./actions.ts";
import { decideApproval } from "./approvals.ts";
import { type AuditRow, auditHead, hashOf, logDecision } from "./audit.ts";
import { cancelBooking } from "./effects/cancel-booking.ts";
import { atomically, type Db, openDatabase } from "./open.ts";
import { audit } from "./schema.ts";
import { awaitApproval, beginTurn, demoNow, seededDatabase } from "./seeded-for-tests.ts";
import { AuditBroken, verifyAudit } from "./verify-audit.ts";

/*
 * Maria cancels BK-204 with a person's approval, changes her mind about another offer, and one of hers fails. Every way to change the log
 * afterwards is found.
 */

let db: Db;

beforeEach(async () => {
  db = await seededDatabase();
  await mariaCancels();
});
afterEach(() => void db.$client.close());

test("each decision is a row: who, what, which model under which rules, and which money moved", () => {
  const ofMaria = db
    .select()
    .from(audit)
    .all()
    .filter((row) => row.actionId === "cf_1");
  expect(ofMaria.map(({ kind, actor }) => `${kind} by ${actor}`)).toEqual([
    "quoted by agent",
    "accepted by guest:maria",
    "awaiting_approval by agent",
    "escalated by agent",
    "approved by staff:ana",
    "staff-decided by staff:ana",
    "done by agent",
  ]);
  const [quoted, accepted, , , , decided, done] = ofMaria.map(({ data }) => JSON.parse(data));
  expect(quoted).toMatchObject({
    guestId: "maria",
    tool: "cancel_booking",
    input: { bookingRef: "BK-204" },
    quote: { amount: { minor: 31_200, currency: "EUR" } },
    hash: "cf_1",
    ...by,
  });
  expect(accepted).toMatchObject({ by: "button" });
  expect(decided).toEqual({ decision: "approve", reason: null, amountMinor: null });
  expect(done).toMatchObject({ ledgerTransactionId: "refund-cf_1", receipt: { amount: { minor: 31_200 } } });
});

test("a decision that is rolled back leaves no row", () => {
  const before = verifyAudit(db);
  const work = () =>
    atomically(db, (tx) => {
      logDecision(tx, entry);
      expect(auditHead(tx).rows).toBe(before.rows + 1);
      throw new Error("the disk is full");
    });
  expect(work).toThrow("the disk is full");
  expect(verifyAudit(db)).toEqual(before);
});

test("an untouched log is found whole, row by row", () => {
  const { rows, head } = verifyAudit(db);
  expect(rows).toBe(db.select().from(audit).all().length);
  expect(head).toMatch(/^[0-9a-f]{64}$/);
  expect(verifyAudit(db, { anchor: { rows, head } })).toEqual({ rows, head });
});

test("an edit of any column of any row names that row", () => {
  const { rows } = verifyAudit(db);
  const columns = ["at", "kind", "actor", "conversation_id", "action_id", "data", "prev_hash", "hash"];
  for (let row = 1; row <= rows; row++)
    for (const column of columns) {
      const copy = unguarded();
      copy.$client
        .prepare(`update audit set ${column} = coalesce(${column}, '') || 'x' where seq = ?`)
        .run(row);
      expect(brokenBy(copy)).toMatch(new RegExp(`^row ${row} does not`));
      copy.$client.close();
    }
});

test("an edited row whose hash was made to fit is not followed by the next", () => {
  const { rows } = verifyAudit(db);
  for (let seq = 1; seq < rows; seq++) {
    const copy = unguarded();
    const row = copy.select().from(audit).where(eq(audit.seq, seq)).get() as AuditRow;
    const forged = { ...row, at: row.at + 1 };
    copy
      .update(audit)
      .set({ ...forged, hash: hashOf(forged) })
      .where(eq(audit.seq, seq))
      .run();
    expect(brokenBy(copy)).toBe(`row ${seq + 1} does not follow row ${seq}`);
    copy.$client.close();
  }
});

test("a row that is gone, moved or cut from the end is missed", () => {
  const { rows } = verifyAudit(db);
  for (let row = 1; row <= rows; row++) {
    const copy = unguarded();
    copy.$client.prepare("delete from audit where seq = ?").run(row);
    expect(brokenBy(copy)).toMatch(new RegExp(`^row ${row} is missing`));
    copy.$client.close();
  }
  const swapped = unguarded();
  swapped.$client.exec("update audit set seq = -seq where seq in (3, 4)");
  swapped.$client.exec("update audit set seq = 7 + seq where seq < 0");
  expect(brokenBy(swapped)).toBe("row 3 does not have the hash of what it says");
  swapped.$client.close();
});

test("whoever cuts the end, the counter and the state with it, is found by the anchor", () => {
  const anchor = verifyAudit(db);
  const copy = unguarded();
  const keep = 3;
  copy.$client.exec(
    `delete from audit where seq > ${keep}; update sqlite_sequence set seq = ${keep} where name = 'audit'`,
  );
  expect(brokenBy(copy, anchor)).toBe(`row ${keep + 1} is missing: ${anchor.rows} rows were written`);
  expect(brokenBy(db, { ...anchor, head: "0".repeat(64) })).toBe(
    `row ${anchor.rows} is not the one that the anchor names`,
  );
  copy.$client.close();
});

test.each([
  [
    "an action's amount",
    "update actions set quote = replace(quote, '31200', '41200') where id = 'cf_1'",
    "was not quoted as it stands",
  ],
  [
    "an action's state",
    "update actions set state = 'accepted' where id = 'cf_2'",
    "not in the state that the log says",
  ],
  [
    "a receipt",
    "update actions set outcome = replace(outcome, 'Visa', 'Vista') where id = 'cf_1'",
    "another receipt",
  ],
  [
    "the ledger's amount",
    "update ledger_transactions set amount_minor = 1 where id = 'refund-cf_1'",
    "another receipt",
  ],
  ["a movement taken away", "delete from ledger_transactions where id = 'refund-cf_1'", "another receipt"],
  [
    "a movement for an action that is not done",
    "update ledger_transactions set confirmation_id = 'cf_2' where id = 'refund-cf_1'",
    "receipt|no done action",
  ],
  [
    "an approver",
    "update approvals set staff_id = 'ben' where action_id = 'cf_1'",
    "not in the log, or was another",
  ],
  ["an approval taken away", "delete from approvals where action_id = 'cf_1'", "not among the approvals"],
  [
    "an action made past the log",
    "insert into actions (id, conversation_id, guest_id, turn_id, tool, subject, input, quote, hash, state, created_at, expires_at) select 'cf_9', conversation_id, guest_id, turn_id, tool, subject, input, quote, 'h', 'offered', 1, 2 from actions where id = 'cf_2'",
    "past it",
  ],
  ["an action taken away", "delete from actions where id = 'cf_2'", "which is not there"],
])("changed beside the log: %s", (_what, change, words) => {
  const copy = unguarded();
  copy.$client.exec(change);
  expect(brokenBy(copy)).toMatch(new RegExp(words));
  copy.$client.close();
});

test("one byte changed anywhere in the log's rows on disk is found", () => {
  const image = db.$client.serialize();
  const untouched = rowsIn(image);
  let [found, withoutMeaning] = [0, 0];
  for (const at of bytesOfRows(image)) {
    const bytes = Buffer.from(image);
    bytes[at] = (bytes[at] as number) ^ (1 << (at % 8));
    if (isFound(bytes)) found++;
    else {
      // SQLite stores a type beside each row's number and never reads it: a change there changes no column.
      expect(`byte ${at}: ${rowsIn(bytes)}`).toBe(`byte ${at}: ${untouched}`);
      withoutMeaning++;
    }
  }
  expect(found).toBeGreaterThan(1_000);
  expect(withoutMeaning).toBeLessThanOrEqual(db.select().from(audit).all().length);
});

test("a row costs the decision less than half a millisecond", async () => {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-audit-"));
  const file = openDatabase(join(folder, "frontdesk.db"));
  try {
    const started = performance.now();
    atomically(file, (tx) => {
      for (let i = 0; i < 10_000; i++) logDecision(tx, entry);
    });
    const microsecondsPerRow = ((performance.now() - started) * 1_000) / 10_000;
    expect(microsecondsPerRow).toBeLessThan(500);
  } finally {
    file.$client.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

const entry = {
  kind: "quoted" as const,
  actor: "agent",
  conversationId: "c",
  actionId: null,
  data: {},
  now: 1,
};

const by = { model: "scripted", policyVersion: "p1", rulesVersion: "r1" };

const order = (confirmationId: string) => ({
  confirmationId,
  guestId: "maria",
  subject: "BK-204",
  amount: { minor: 31_200, currency: "EUR" },
});

async function mariaCancels(): Promise<void> {
  const { conversationId, turnId } = await beginTurn(db, { guestId: "maria" });
  const euros = (minor: number) => ({ minor, currency: "EUR" });
  const lines = [
    { label: "Nights", paid: euros(24_000), refund: euros(24_000) },
    { label: "Cleaning fee", paid: euros(4_200), refund: euros(4_200) },
    { label: "Service fee", paid: euros(3_000), refund: euros(3_000) },
  ];
  const quote = {
    label: "Cancel",
    title: "BK-204",
    direction: "refund" as const,
    amount: euros(31_200),
    rule: "Moderate.",
    lines,
  };
  const of = {
    conversationId,
    guestId: "maria",
    turnId,
    tool: "cancel_booking",
    subject: "BK-204",
    input: '{"bookingRef":"BK-204"}',
  };
  const offer = (id: string) =>
    offerAction(db, { ...of, id, quote, hash: id, by, expiresAt: demoNow + 600_000, now: demoNow });
  const decide = (confirmationId: string, decision: "accept" | "decline") =>
    decideAction(db, { confirmationId, conversationId, guestId: "maria", decision, now: demoNow });
  await offer("cf_2");
  await decide("cf_2", "decline");
  await offer("cf_3");
  await decide("cf_3", "accept");
  await failAction(db, { actionId: "cf_3", reason: "It broke.", now: demoNow });
  await offer("cf_1");
  await decide("cf_1", "accept");
  const escalationId = randomUUID();
  await awaitApproval(db, { actionId: "cf_1", escalationId, reason: "above", summary: "", now: demoNow });
  await decideApproval(db, { escalationId, staffId: "ana", decision: "approve", reason: null, now: demoNow });
  expect(await cancelBooking(db, { ...order("cf_1"), now: demoNow })).toMatchObject({ kind: "done" });
}

/** A copy whose guards against edits are taken down, as whoever holds the file can do. */
function unguarded(): Db {
  const copy = openDatabase(db.$client.serialize());
  copy.$client.pragma("foreign_keys = OFF");
  for (const name of copy.$client
    .prepare<[], string>("select name from sqlite_master where type = 'trigger'")
    .pluck()
    .all())
    copy.$client.exec(`drop trigger "${name}"`);
  return copy;
}

function brokenBy(copy: Db, anchor?: { rows: number; head: string }): string {
  try {
    verifyAudit(copy, anchor && { anchor });
    return "nothing";
  } catch (error) {
    if (!(error instanceof AuditBroken)) throw error;
    return error.message;
  }
}

/** Every third byte of the cells of the table's leaves, and of its overflow pages. */
function bytesOfRows(image: Buffer): number[] {
  const copy = new Database(image);
  const pageBytes = copy.pragma("page_size", { simple: true }) as number;
  const pages = copy
    .prepare<[], { pageno: number; pagetype: string }>(
      "select pageno, pagetype from dbstat where name = 'audit' and pagetype <> 'internal'",
    )
    .all();
  copy.close();
  return pages.flatMap(({ pageno, pagetype }) => {
    const start = (pageno - 1) * pageBytes;
    // Before the first cell there is unused space. The cells of an overflow page begin behind the number of the next one.
    const first = pagetype === "leaf" ? image.readUInt16BE(start + 5) : 4;
    const last = pagetype === "leaf" ? pageBytes : first + 100;
    return Array.from({ length: Math.ceil((last - first) / 3) }, (_, i) => start + first + i * 3);
  });
}

function rowsIn(bytes: Buffer): string {
  const copy = new Database(bytes);
  try {
    return JSON.stringify(copy.prepare("select * from audit order by seq").all());
  } finally {
    copy.close();
  }
}

function isFound(bytes: Buffer): boolean {
  const copy = openUnchecked(bytes);
  try {
    return brokenBy(copy) !== "nothing";
  } finally {
    copy.$client.close();
  }
}

const openUnchecked = (bytes: Buffer): Db => ({ $client: new Database(bytes) }) as unknown as Db;
