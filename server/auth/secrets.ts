import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { secretCharsMin } from "../settings.ts";

const secretBytes = 32;

/**
 * The secret kept in a file that only its owner may read; made at the first call. Two processes that start together get the same
 * one, and a crash leaves no half of one: it is written beside its place and then linked there, which fails if somebody was first.
 * Throws when the file cannot be written or read, or holds too little.
 */
export function keptSecret(file: string): string {
  return readSecret(file) ?? makeSecret(file);
}

function makeSecret(file: string): string {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, `${randomBytes(secretBytes).toString("hex")}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecret(file) as string;
}

function readSecret(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  if (text.length < secretCharsMin)
    throw new Error(`it holds fewer than ${secretCharsMin} characters; remove it to get a new one`);
  return text;
}
