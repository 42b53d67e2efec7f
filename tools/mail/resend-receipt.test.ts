import { findGuest } from "../../db/guests.ts";
import type { Db } from "../../db/open.ts";
import { jobs, mails } from "../../db/schema.ts";
import { confirmed, run } from "../run-confirmed-for-tests.ts";
import { call, contextOf, seededDatabase } from "../seeded-context-for-tests.ts";
import type { MailDelivery } from "../tool.ts";
import { maskEmail } from "./mask-email.ts";

const receipt = { bookingRef: "BK-288" };

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

const amara = async (mail: MailDelivery) => ({ ...(await contextOf(db, "amara")), mail });

test("Amara's receipt, with its refund, goes to her address on file, which nobody is told in full", async () => {
  const context = await amara("sent");
  const { action, outcome } = await confirmed(context, "resend_receipt", receipt);
  const { email } = (await findGuest(db, { guestId: "amara" }))!;
  expect(action.quote + action.input).not.toContain(email);
  expect(JSON.parse(action.quote).rule).toBe(`It goes to the address on file, ${maskEmail(email)}.`);
  expect(outcome).toMatchObject({ kind: "done", receipt: { direction: "none", bookingRef: "BK-288" } });
  expect(JSON.stringify(outcome)).not.toContain(email);
  const [mail] = db.select().from(mails).all();
  expect(mail).toMatchObject({ guestId: "amara", confirmationId: action.id, sentAt: null });
  expect(mail?.subject).toBe("Receipt for your booking BK-288");
  expect(mail?.body).toMatch(
    /Nights: £165\.00[\s\S]*paid £231\.50 \(Visa ending 1881\)[\s\S]*refunded £231\.50/,
  );
  expect(db.select().from(jobs).all()).toMatchObject([
    { kind: "send-mail", payload: JSON.stringify({ mailId: mail?.id }) },
  ]);
});

test("run twice, one e-mail is written", async () => {
  const context = await amara("sent");
  const { action, outcome } = await confirmed(context, "resend_receipt", receipt);
  expect(await run(context, action.id)).toEqual(outcome);
  expect(db.select().from(mails).all()).toHaveLength(1);
  expect(db.select().from(jobs).all()).toHaveLength(1);
});

test("in a demo it stays in the outbox, and the card says so before she presses", async () => {
  const { action } = await confirmed(await amara("kept"), "resend_receipt", receipt);
  expect(JSON.parse(action.quote).rule).toContain("no e-mail leaves this machine");
  expect(db.select().from(mails).all()).toHaveLength(1);
  expect(db.select().from(jobs).all()).toEqual([]);
});

test("where mail is not set up, nothing is promised: a person is needed", async () => {
  expect(await call(await amara("none"), "resend_receipt", receipt)).toMatchObject({
    refusal: { refused: "person-needed" },
  });
});

test.each([
  ["maria.oliveira@example.com", "m•••@example.com"],
  ["élodie@example.fr", "é•••@example.fr"],
  ['"a@b"@example.com', '"•••@example.com'],
  ["@example.com", "•••"],
  ["", "•••"],
])("%s is shown as %s", (email, shown) => expect(maskEmail(email)).toBe(shown));
