import { AsyncLocalStorage } from "node:async_hooks";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { orUnusable, refuseReadOnly } from "./database-unusable.ts";
import * as schema from "./schema.ts";

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), "migrations");

/** How long a writer waits for another process (a worker) before it gives up, in ms. */
const busyTimeoutMs = 5_000;

export type Db = ReturnType<typeof openDatabase>;
/** What a unit of work sees inside its transaction. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/**
 * Opens the database file (`:memory:` for a private one; the bytes of a serialised one for a private copy of it), brings its
 * schema up to date and returns the handle that every `db/` function takes first. Throws DatabaseUnusable when the file cannot be read or written, and
 * better-sqlite3's SqliteError when its schema cannot be brought up to date. The caller closes it with `db.$client.close()`.
 */
export function openDatabase(file: string | Buffer) {
  const client = openFile(file);
  const db = drizzle(client, { schema, casing: "snake_case" });
  try {
    migrate(db, { migrationsFolder });
  } catch {
    // A worker and the server that start together migrate together: the one that lost finds nothing left to do. A real fault throws again.
    migrate(db, { migrationsFolder });
  }
  return db;
}

function openFile(file: string | Buffer): Database.Database {
  const path = typeof file === "string" ? file : ":memory:";
  if (path !== ":memory:") refuseReadOnly(path);
  try {
    const client = new Database(file, { timeout: busyTimeoutMs });
    client.pragma("journal_mode = WAL");
    // A WAL database falls back to NORMAL when it is reopened; an accepted message must survive a power cut.
    client.pragma("synchronous = FULL");
    client.pragma("foreign_keys = ON");
    return client;
  } catch (error) {
    throw orUnusable(path, error);
  }
}

/** The same handle for a reader that must not change a byte: no migration, no journal mode. The file must exist and be a Frontdesk database. */
export function openReadOnly(file: string): Db {
  return drizzle(new Database(file, { readonly: true, fileMustExist: true }), {
    schema,
    casing: "snake_case",
  });
}

/** One atomic unit of work. IMMEDIATE, so that a read followed by a write cannot meet BUSY_SNAPSHOT. Synchronous body only. */
export function atomically<T>(db: Db, work: (tx: Tx) => T): T {
  const also = takeCompanion();
  return db.transaction(
    (tx) => {
      const result = work(tx);
      also?.(tx, result);
      return result;
    },
    { behavior: "immediate" },
  );
}

type Companion = (tx: Tx, result: unknown) => void;
const companions = new AsyncLocalStorage<{ also: Companion | null }>();

function takeCompanion(): Companion | null {
  const waiting = companions.getStore();
  const also = waiting?.also ?? null;
  if (waiting) waiting.also = null;
  return also;
}

/**
 * Runs `work` and commits `also` with its first unit of work, both or neither. `also` gets what that unit returned: the same type as what `work` returns.
 * Where `work` ends without one, `also` gets its result in a unit of its own.
 */
export async function together<T>(
  db: Db,
  work: () => Promise<T>,
  also: (tx: Tx, result: T) => void,
): Promise<T> {
  const waiting = { also: also as Companion | null };
  running++;
  try {
    const result = await companions.run(waiting, work);
    if (waiting.also) atomically(db, (tx) => also(tx, result));
    return result;
  } finally {
    // While it is enabled, every promise of the process costs more.
    if (--running === 0) companions.disable();
  }
}

let running = 0;

/** Can the database be read? Never throws. */
export async function pingDatabase(db: Db): Promise<{ ok: boolean; detail: string }> {
  try {
    db.$client.prepare("select 1 from meta limit 1").get();
    return { ok: true, detail: "answers" };
  } catch (error) {
    return { ok: false, detail: (error as Error).message };
  }
}
