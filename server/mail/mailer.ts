import { hostname } from "node:os";
import { createTransport } from "nodemailer";
import type SMTPTransport from "nodemailer/lib/smtp-transport/index.js";

/**
 * The door to a mail server. `send` resolves once it has taken the e-mail and rejects on anything else, within `sendMsMax`. The same id
 * makes the same Message-ID, so that an e-mail which was sent twice (we died between its taking and our note of it) can be told for one.
 */
export interface Mailer {
  /** "SMTP at mail.example.com:587", for start-up. Never with a password. */
  readonly description: string;
  send(mail: OutgoingMail): Promise<void>;
}

export interface OutgoingMail {
  id: string;
  to: string;
  subject: string;
  /** Plain text. */
  body: string;
}

const sendMsMax = 20_000;

/** `url` is `smtp://` or `smtps://`, with user and password if the server wants them; `from` an address, or a name and one. */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const options = {
    url,
    connectionTimeout: sendMsMax / 2,
    greetingTimeout: sendMsMax / 2,
    socketTimeout: sendMsMax,
    // Nothing in an e-mail of ours is a path or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transport = createTransport(options as SMTPTransport.Options, { from });
  const { hostname: host, port } = new URL(url);
  const domain = /@([\w.-]+)>?$/.exec(from)?.[1] ?? hostname();
  return {
    description: `SMTP at ${host}${port && `:${port}`}`,
    async send({ id, to, subject, body }) {
      await transport.sendMail({
        to: { name: "", address: to },
        subject,
        text: body,
        messageId: `<${id}@${domain}>`,
        // Nobody's holiday notice is to answer it.
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
  };
}
