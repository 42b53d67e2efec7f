import type { MailDelivery } from "../tools/tool.ts";
import type { Config } from "./config.ts";
import type { HostHook } from "./jobs/notify-host.ts";
import { createMailer, type Mailer } from "./mail/mailer.ts";

/** Whom jobs tell of things: team chat, hosts, guests' mailboxes. What is not set up is null. */
export interface Outside {
  webhookUrl: string | null;
  hostHook: HostHook | null;
  mailer: Mailer | null;
}

export function outsideOf(config: Config): Outside {
  const { staffWebhookUrl: webhookUrl, hostWebhookUrl, hostWebhookSecret, smtpUrl, mailFrom } = config;
  return {
    webhookUrl,
    hostHook: hostWebhookUrl && hostWebhookSecret ? { url: hostWebhookUrl, secret: hostWebhookSecret } : null,
    mailer: smtpUrl && mailFrom ? createMailer({ url: smtpUrl, from: mailFrom }) : null,
  };
}

/** A demo's guests are invented, and so are their addresses: without a mail server its e-mails stay in the outbox. */
export function mailDelivery({ smtpUrl, demo }: Config): MailDelivery {
  if (smtpUrl) return "sent";
  return demo ? "kept" : "none";
}

/** What start-up says of it. */
export function mailNotice(config: Config): string {
  const delivery = mailDelivery(config);
  if (delivery === "sent") return outsideOf(config).mailer?.description ?? "";
  return delivery === "kept"
    ? "stays in the demo's outbox (SMTP_URL is not set)"
    : "none (SMTP_URL is not set): guests who want a receipt sent get a person";
}
