import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { insertJob } from "../../db/jobs.ts";
import { atomically } from "../../db/open.ts";
import { mails } from "../../db/schema.ts";
import { createMailer } from "../mail/mailer.ts";
import { Dispatcher } from "./dispatcher.ts";
import { sendMailJob } from "./send-mail.ts";
import { createSqliteQueue } from "./sqlite-queue.ts";
import { gate, openWorld, silent, type World } from "./world-for-tests.ts";

interface Received {
  from: string;
  to: string[];
  text: string;
}

let world: World;
let smtp: SMTPServer;
let received: Received[];
/** How many e-mails it refuses before it takes one. */
let refusals: number;
let taken = gate();

beforeEach(async () => {
  world = openWorld();
  [received, refusals, taken] = [[], 0, gate()];
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    async onData(stream, session, done) {
      const text = (await stream.toArray()).join("");
      if (refusals-- > 0) return done(new Error("no room just now"));
      const { mailFrom, rcptTo } = session.envelope;
      received.push({
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo.map(({ address }) => address),
        text,
      });
      done();
      taken.open();
    },
  });
  smtp.listen(0, "127.0.0.1");
  await once(smtp.server, "listening");
});
afterEach(async () => {
  await world.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});

const mailer = () => {
  const { port } = smtp.server.address() as AddressInfo;
  return createMailer({ url: `smtp://127.0.0.1:${port}`, from: "Staywell <stays@example.com>" });
};

/** Maria's receipt and its job, as the effect of resend_receipt commits them. */
function writeMail() {
  const mail = {
    id: "mail-cf_1",
    guestId: "maria",
    subject: "Receipt for your booking BK-204",
    body: "Paid €312.00\n",
  };
  atomically(world.db, (tx) => {
    tx.insert(mails)
      .values({ ...mail, createdAt: 1 })
      .run();
    insertJob(tx, { id: "send-mail-cf_1", kind: "send-mail", payload: { mailId: mail.id }, now: 1 });
  });
}

const sentAt = () => world.db.select().from(mails).get()?.sentAt;

async function dispatched() {
  const queue = createSqliteQueue({ db: world.db, log: silent });
  const retry = { attemptsMax: 5, firstDelayMs: 1, growth: 1, delayMsMax: 1 };
  const parts = { db: world.db, queue, clock: () => 7, log: silent, retry, mailer: mailer() };
  const dispatcher = new Dispatcher(parts);
  world.closeWith(() => dispatcher.close());
  await dispatcher.start();
  await taken.reached();
  await dispatcher.close();
}

test("Maria's receipt reaches a mail server once, at the address on file, under a Message-ID of its own", async () => {
  writeMail();
  await dispatched();
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: "stays@example.com", to: ["maria@example.com"] });
  expect(received[0]?.text).toMatch(/^Message-ID: <mail-cf_1@example\.com>\r$/m);
  expect(received[0]?.text).toMatch(/^Subject: Receipt for your booking BK-204\r$/m);
  expect(received[0]?.text).toMatch(/Paid =E2=82=AC312\.00/);
  expect(sentAt()).toBe(7);
  expect(world.job("send-mail-cf_1")).toMatchObject({ state: "done", attempts: 1 });
});

test("a mail server that refuses is asked again, and takes one", async () => {
  writeMail();
  refusals = 2;
  await dispatched();
  expect(received).toHaveLength(1);
  expect(world.job("send-mail-cf_1")).toMatchObject({ state: "done", attempts: 3 });
});

test("an e-mail that was sent is not sent again by a second run", async () => {
  writeMail();
  const run = sendMailJob({ db: world.db, clock: () => 7, mailer: mailer() });
  const job = { id: "send-mail-cf_1", payload: { mailId: "mail-cf_1" } };
  await run(job);
  await run(job);
  expect(received).toHaveLength(1);
});

test("without a mail server it stays in the outbox, and its job knows why", async () => {
  writeMail();
  const run = sendMailJob({ db: world.db, clock: () => 7 });
  await expect(run({ id: "send-mail-cf_1", payload: { mailId: "mail-cf_1" } })).rejects.toThrow(
    "SMTP_URL is not set",
  );
  expect(sentAt()).toBeNull();
});

test("a line break in a subject adds no header", async () => {
  const injected = { id: "m", to: "maria@example.com", subject: "Receipt\r\nBcc: eve@example.com", body: "" };
  await mailer().send(injected);
  expect(received[0]?.to).toEqual(["maria@example.com"]);
  expect(received[0]?.text).not.toMatch(/^Bcc:/m);
});
