import { createHash } from "node:crypto";

/** Names a text by its content: the first 12 hex digits of its SHA-256. */
export const versionOf = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 12);
