import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { onChange } from "../../db/changes.ts";
import { escalate } from "../../db/escalations.ts";
import { insertJob } from "../../db/jobs.ts";
import { atomically, type Db, openDatabase } from "../../db/open.ts";
import { watchOtherProcesses } from "../../db/other-processes.ts";
import { withinMs } from "./deadline.ts";
import type { RunJob } from "./run-job.ts";

export const silent = pino({ level: "silent" });
const waitMsMax = 15_000;

/** A database file with Maria in a conversation, two members of staff, and what tests ask of its jobs. */
export function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-jobs-"));
  const file = join(folder, "frontdesk.db");
  const db = openDatabase(file);
  const closings: (() => unknown)[] = [];
  db.$client.exec(`
    INSERT INTO guests (id, name, email) VALUES ('maria', 'Maria Oliveira', 'maria@example.com');
    INSERT INTO staff (id, name, password_hash) VALUES ('ana', 'Ana', '-'), ('tom', 'Tom', '-');
    INSERT INTO conversations (id, guest_id, created_at, updated_at) VALUES ('maria-conversation', 'maria', 1, 1);
  `);
  return {
    folder,
    file,
    db,
    /** Commits a job as the code below the server does. */
    insert: (id: string) =>
      atomically(db, (tx) => insertJob(tx, { id, kind: "notify-staff", payload: {}, now: Date.now() })),
    /** The same, with nobody told: as if its process died after the commit. */
    insertUnannounced(id: string) {
      const sql =
        "INSERT INTO jobs (id, kind, payload, state, run_at, created_at) VALUES (?, 'notify-staff', '{}', 'pending', 0, 0)";
      db.$client.prepare(sql).run(id);
    },
    /** Maria asks for a person: escalation and job in one commit. Returns the job's id. */
    async escalateMaria(): Promise<string> {
      const about = {
        conversationId: "maria-conversation",
        turnId: null,
        reason: "asked for a person",
        summary: "",
        promise: "",
      };
      await escalate(db, { id: "maria-asks", ...about, now: Date.now() });
      return "notify-maria-asks";
    },
    job: (id: string) => oneJob(db, id),
    inbox: () => db.$client.prepare("SELECT staff_id FROM notifications ORDER BY staff_id").pluck().all(),
    /** Resolves once another process has committed what makes this true. */
    changed: (isTrue: () => boolean) => onceChanged(db, isTrue),
    /** What a test opened is closed before the world is, last first, also when the test fails. */
    closeWith(close: () => unknown) {
      closings.push(close);
    },
    async close() {
      for (const close of closings.reverse()) await close();
      db.$client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type World = ReturnType<typeof openWorld>;

function oneJob(db: Db, id: string) {
  const sql = "SELECT state, attempts, run_at AS runAt, last_error AS lastError FROM jobs WHERE id = ?";
  return db.$client.prepare(sql).get(id) as {
    state: string;
    attempts: number;
    runAt: number;
    lastError: string | null;
  };
}

function onceChanged(db: Db, isTrue: () => boolean): Promise<void> {
  const stopWatching = watchOtherProcesses(db);
  return new Promise<void>((resolve) => {
    const look = () => {
      if (!isTrue()) return;
      stopListening();
      stopWatching();
      resolve();
    };
    const stopListening = onChange("jobs", look);
    look();
  });
}

/** A run for every kind of job. */
export const allKinds = (run: RunJob) => ({ "notify-staff": run, "staff-webhook": run });

/** A promise to be kept from outside. `reached` waits for it, within a bound. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened, reached: () => withinMs(waitMsMax, opened) };
}
