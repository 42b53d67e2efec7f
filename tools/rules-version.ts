import { createHash } from "node:crypto";
import { approvalLimits } from "./refunds/approval-limits.ts";

/** Names a text by its content: the first 12 hex digits of its SHA-256. */
export const versionOf = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 12);

/** Which rules about money were in force, for the audit. */
export const rulesVersion = versionOf(JSON.stringify(approvalLimits));
