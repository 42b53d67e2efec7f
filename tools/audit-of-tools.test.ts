import type { Db } from "../db/open.ts";
import { verifyAudit } from "../db/verify-audit.ts";
import { confirmed } from "./run-confirmed-for-tests.ts";
import { contextOf, seededDatabase } from "./seeded-context-for-tests.ts";

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => void db.$client.close());

test.each([
  ["maria", "cancel_booking", { bookingRef: "BK-204" }],
  ["noor", "change_guests", { bookingRef: "BK-520", people: 2 }],
  ["maria", "resend_receipt", { bookingRef: "BK-204" }],
])("%s's %s, done, agrees with the audit log", async (guest, tool, input) => {
  const before = verifyAudit(db).rows;
  const { outcome } = await confirmed(await contextOf(db, guest), tool, input);
  expect(outcome.kind).toBe("done");
  expect(verifyAudit(db).rows).toBeGreaterThan(before + 2);
});
