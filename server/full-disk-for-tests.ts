import type { Db } from "../db/open.ts";

/* A database that takes nothing any more, and one that does again. */

/** No page more, and nothing left in those that are there. Throws what is no full disk. */
export function fillDisk(db: Db): void {
  const client = db.$client;
  client.exec("create table if not exists filler (bytes blob)");
  client.pragma(`max_page_count = ${client.pragma("page_count", { simple: true })}`);
  for (const bytes of [4_000, 400, 40]) {
    try {
      for (;;) client.prepare("insert into filler values (randomblob(?))").run(bytes);
    } catch (error) {
      if ((error as { code?: string }).code !== "SQLITE_FULL") throw error;
    }
  }
}

export function emptyDisk(db: Db): void {
  db.$client.pragma("max_page_count = 1073741823");
}

export function lock(db: Db): void {
  db.$client.pragma("query_only = ON");
}

export function unlock(db: Db): void {
  db.$client.pragma("query_only = OFF");
}
