import { notifyStaff } from "../../db/notifications.ts";
import { openDatabase } from "../../db/open.ts";
import { createQueue } from "./create-queue.ts";
import { Dispatcher } from "./dispatcher.ts";
import { allKinds, silent } from "./world-for-tests.ts";

/* A worker process that commits a job's effect and then hangs before the job is done: it waits to be killed. */

const [file, redisUrl, lockMs] = process.argv.slice(2) as [string, string, string];
const db = openDatabase(file);
const queue = createQueue({ config: { redisUrl }, db, log: silent });
const runs = allKinds(async ({ payload }) => {
  const { escalationId } = payload as { escalationId: string };
  await notifyStaff(db, { escalationId, now: Date.now() });
  console.log("the effect is committed");
  await new Promise(() => {});
});
await new Dispatcher({ db, queue, clock: Date.now, log: silent, runs, lockMs: Number(lockMs) }).start();
