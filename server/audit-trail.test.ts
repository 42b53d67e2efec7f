import { randomUUID } from "node:crypto";
import type { AuditTrail } from "../agent/events.ts";
import { approvalCase } from "./approval-case-for-tests.ts";

/* What staff read of the audit log on a case: James cancels BK-355, €1,415.00, and Ana decides. */

let server: Case["server"];
let ana: Case["ana"];
let path: string;
type Case = Awaited<ReturnType<typeof approvalCase>>;

beforeEach(async () => {
  ({ server, ana, path } = await approvalCase());
});
afterEach(() => server.close());

async function trail(): Promise<AuditTrail> {
  const response = await ana(`${path}/audit`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { trail: AuditTrail }).trail;
}

const decide = (what: string, json: unknown = {}) =>
  ana(`${path}/${what}`, { json, headers: { "idempotency-key": randomUUID() } });

async function trailUntil(kind: string): Promise<AuditTrail> {
  for (const stop = AbortSignal.timeout(10_000); ; stop.throwIfAborted()) {
    const read = await trail();
    if (read.lines.some((line) => line.kind === kind)) return read;
    await new Promise(setImmediate);
  }
}

const deeds = ({ lines }: AuditTrail) => lines.map(({ kind, by }) => `${kind} by ${by.name ?? by.kind}`);

test("a case tells who asked, what was quoted by which model under which rules, who confirmed, approved, and what ran", async () => {
  await decide("approve");
  const read = await trailUntil("done");
  expect(deeds(read)).toEqual([
    "asked by James Carter",
    "quoted by agent",
    "accepted by James Carter",
    "awaiting_approval by agent",
    "escalated by agent",
    "approved by Ana",
    "staff-decided by Ana",
    "done by agent",
  ]);
  const [asked, quoted] = read.lines;
  expect(asked).toMatchObject({ seq: null, words: "cancel BK-355" });
  const version = expect.stringMatching(/^[0-9a-f]{8,}$/);
  expect(quoted).toMatchObject({
    amount: { minor: 141_500, currency: "EUR" },
    decidedBy: { model: expect.any(String), policyVersion: version, rulesVersion: version },
  });
  expect(read.lines.at(-1)).toMatchObject({ amount: { minor: 141_500, currency: "EUR" } });
  expect(read.chain).toMatchObject({ why: null, rows: expect.any(Number) });
  expect(read.chain.rows).toBeGreaterThanOrEqual(read.lines.at(-1)!.seq!);
});

test("an amount that a person set is told with the offer it replaced", async () => {
  await decide("change", { amountMinor: 100_000, reason: "Fair." });
  const read = await trail();
  expect(deeds(read)).toEqual(expect.arrayContaining(["replaced by Ana", "staff-decided by Ana"]));
  expect(read.lines.filter(({ kind }) => kind === "asked")).toHaveLength(1);
  expect(read.lines.filter(({ kind }) => kind === "quoted").map(({ amount }) => amount?.minor)).toEqual([
    141_500, 100_000,
  ]);
});

test("a byte changed in any row of the log is said on the case, with the row", async () => {
  const { rows } = (await trail()).chain;
  const { $client } = server.db;
  const triggers = $client.prepare(
    "select name from sqlite_master where type = 'trigger' and tbl_name = 'audit'",
  );
  for (const name of triggers.pluck().all()) $client.exec(`drop trigger ${name}`);
  $client.exec("update audit set at = at + 1 where seq = 2");
  expect((await trail()).chain).toMatchObject({
    rows: 1,
    why: "row 2 does not have the hash of what it says",
  });
  $client.exec("update audit set at = at - 1 where seq = 2");
  $client.exec(`delete from audit where seq = ${rows}`);
  expect((await trail()).chain).toMatchObject({ rows: rows - 1, why: expect.stringMatching("is missing") });
});

test("only for staff, and only of a case that is there", async () => {
  expect((await server.request(`/v1/staff${path}/audit`, { guest: "james" })).status).toBe(401);
  expect((await ana("/escalations/none/audit")).status).toBe(404);
});
