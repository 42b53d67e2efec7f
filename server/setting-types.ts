import { fileURLToPath } from "node:url";
import * as z from "zod";

/* The kinds of value that a setting can have. Each message completes the sentence "wants …". */

export function whole({ min, max, fallback }: { min: number; max: number; fallback: number }) {
  const wants = `a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, wants)
    .transform(Number)
    .refine((number) => number >= min && number <= max, wants)
    .default(fallback);
}

export const httpUrl = z
  .string()
  .refine((text) => isUrl(text, ["http:", "https:"]), "an http:// or https:// URL");

export const smtpUrl = z
  .string()
  .refine((text) => isUrl(text, ["smtp:", "smtps:"]), "an smtp:// or smtps:// URL");

export const redisUrl = z
  .string()
  .refine((text) => isUrl(text, ["redis:", "rediss:"]), "a redis:// or rediss:// URL");

/** `file:name.db`, `file:./name.db`, `file:/folder/name.db` or `file:///folder/name.db`; the first two are read as relative paths. */
export const databasePath = z.string().transform((text, context) => {
  const path = pathOfFileUrl(text);
  if (path) return path;
  context.addIssue(
    "a file: URL of a SQLite file, like file:./data/frontdesk.db (other databases are not supported yet)",
  );
  return z.NEVER;
});

/** Any shape that Ollama's own OLLAMA_HOST may have: `host`, `:port`, `host:port`, or a URL. As a URL, without a slash at its end. */
export const ollamaUrl = z.string().transform((text, context) => {
  const url = urlOfOllama(text);
  if (url) return url;
  context.addIssue("a host, host:port, or an http:// or https:// URL");
  return z.NEVER;
});

function isUrl(text: string, protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== "";
}

function pathOfFileUrl(text: string): string | null {
  const path = /^file:([^?#]+)$/.exec(text)?.[1];
  if (!path || path === ":memory:" || path.endsWith("/")) return null;
  if (!path.startsWith("//")) return path;
  try {
    return fileURLToPath(text);
  } catch {
    return null;
  }
}

const ollamaPort = "11434";

/** As Ollama reads it: without a scheme the port is 11434, with one it is the scheme's own. A server on all addresses is found on loopback. */
function urlOfOllama(text: string): string | null {
  const withScheme = text.includes("://");
  const complete = withScheme ? text : `http://${text.startsWith(":") ? `127.0.0.1${text}` : text}`;
  if (!isUrl(complete, ["http:", "https:"])) return null;
  const url = new URL(complete);
  if (!withScheme && url.port === "" && !/:80(\/|$)/.test(text)) url.port = ollamaPort;
  if (url.hostname === "0.0.0.0") url.hostname = "127.0.0.1";
  if (url.hostname === "[::]") url.hostname = "[::1]";
  return url.href.replace(/\/$/, "");
}
