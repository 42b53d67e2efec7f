import { type NewDamageClaim, recordDamageClaim } from "../../db/damage-claims.ts";
import type { Db } from "../../db/open.ts";
import { jobs, mails } from "../../db/schema.ts";
import { demoNow, seededDatabase } from "../seeded-context-for-tests.ts";
import { claimMail } from "./claim-mail.ts";

/* Núria claims damage for BK-575, and Elena, who paid a deposit of €300.00, gets an e-mail. */

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

const claim = (of: Partial<NewDamageClaim> = {}) =>
  recordDamageClaim(db, {
    ...{ bookingRef: "BK-575", hostName: "Núria", actor: "host", words: "See https://evil.example" },
    amount: { minor: 12_000, currency: "EUR" },
    isInTime: () => true,
    mailOf: (about) => ({ ...claimMail(about), send: true }),
    now: demoNow,
    ...of,
  });
const written = () => db.select().from(mails).all();
const sendJobs = () =>
  db
    .select()
    .from(jobs)
    .all()
    .filter(({ kind }) => kind === "send-mail");

test("it says what is claimed and what that means for her deposit, once, and nothing that the host wrote", async () => {
  await claim();
  await claim();
  expect(written()).toMatchObject([{ guestId: "elena", subject: "Damage claimed for your booking BK-575" }]);
  const [mail] = written();
  expect(mail?.body).toBe(`Hello Elena Ruiz,

Núria claims €120.00 for damage. It is about this stay:

BK-575 · Garden House in Gràcia, 11–15 November 2026

This decides nothing yet. A person at Staywell looks at it before your deposit of €300.00 goes back.

If you see it otherwise, or want to know what the host wrote, ask for a person in the chat.
`);
  expect(sendJobs()).toMatchObject([{ payload: JSON.stringify({ mailId: mail?.id }) }]);
});

test("without an amount and without a deposit it promises neither", async () => {
  await claim({ bookingRef: "BK-131", hostName: null, amount: null });
  const body = written()[0]?.body ?? "";
  expect(body).toContain("claims damage. It is about");
  expect(body).toContain("no deposit that you paid waits for it");
  expect(body).not.toMatch(/€|goes back/);
});

test("in a demo it stays in the outbox; a claim that is refused, and a guest without an address, have none", async () => {
  await claim({ hostName: "Kenji" });
  expect(written()).toEqual([]);
  await claim({ mailOf: (about) => ({ ...claimMail(about), send: false }) });
  expect([written().length, sendJobs().length]).toEqual([1, 0]);
  db.$client.exec("UPDATE guests SET email = ''");
  expect(await claim({ bookingRef: "BK-131", hostName: null })).toMatchObject({ ok: true });
  expect(written()).toHaveLength(1);
});
