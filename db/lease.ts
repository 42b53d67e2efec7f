import Database from "better-sqlite3";
import { refuseReadOnly } from "./database-unusable.ts";

/** Another server process owns the database. */
export class LeaseTaken extends Error {}

/**
 * One server process owns a database: it holds an exclusive lock on a file beside it for as long as it lives. The operating system
 * gives the lock back at its death, kill -9 included, so there is nothing to wait for and nothing to clean up. Throws `LeaseTaken`,
 * and `DatabaseUnusable` where the lock or its folder cannot be written.
 */
export function takeLease(databaseFile: string): { release: () => void } {
  refuseReadOnly(`${databaseFile}.lock`);
  const lock = new Database(`${databaseFile}.lock`, { timeout: 0 });
  try {
    lock.pragma("locking_mode = EXCLUSIVE");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code?.startsWith("SQLITE_BUSY"))
      throw new LeaseTaken(`${databaseFile} is in use by another server`);
    throw error;
  }
  return { release: () => lock.close() };
}
