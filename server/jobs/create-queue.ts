import type { Logger } from "pino";
import { databaseId } from "../../db/database-id.ts";
import type { Db } from "../../db/open.ts";
import { createBullQueue } from "./bullmq-queue.ts";
import type { JobQueue } from "./queue.ts";
import { createSqliteQueue } from "./sqlite-queue.ts";

/** BullMQ when a Redis is configured, else the embedded queue. Redis is never looked for. Returns at once, Redis up or down. */
export function createQueue({
  config,
  db,
  log,
}: {
  config: { redisUrl?: string | null };
  db: Db;
  log: Logger;
}): JobQueue {
  if (!config.redisUrl) return createSqliteQueue({ db, log });
  return createBullQueue({ redisUrl: config.redisUrl, name: `frontdesk-${databaseId(db)}`, log });
}
