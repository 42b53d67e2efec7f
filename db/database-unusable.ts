import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";

/** A database that cannot be opened or written. Its message is one line for the operator: what is wrong, and what to do. */
export class DatabaseUnusable extends Error {}

/**
 * Throws DatabaseUnusable where this process may not read and write a file of SQLite's, what lies beside it, or its folder. SQLite would open a read-only
 * file and complain at the first write, when guests are there already; and a lock on one excludes nobody.
 */
export function refuseReadOnly(file: string): void {
  for (const path of [dirname(file), file, `${file}-wal`, `${file}-shm`].filter(existsSync)) {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
    } catch (error) {
      throw new DatabaseUnusable(
        `Frontdesk cannot write ${path} (${why(error)}), where its database is. Make it writable, or set DATA_DIR or DATABASE_URL to where that is so.`,
        { cause: error },
      );
    }
  }
}

/** What SQLite threw at the first look at the file, as DatabaseUnusable where that is the file's fault; anything else as it is. */
export function orUnusable(file: string, error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (!/^SQLITE_(CANTOPEN|NOTADB|CORRUPT)/.test(code ?? "")) return error;
  return new DatabaseUnusable(
    `The database ${file} cannot be used (${code}: ${message}). Put a backup in its place, or set DATABASE_URL to another file.`,
    { cause: error },
  );
}

/** "EACCES, as user 1000": the number, because a container's user may have no name. */
function why(error: unknown): string {
  const user = process.getuid ? `, as user ${process.getuid()}` : "";
  return `${(error as NodeJS.ErrnoException).code}${user}`;
}
