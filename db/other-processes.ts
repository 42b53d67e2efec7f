import { announceAnything } from "./changes.ts";
import type { Db } from "./open.ts";

const lookMsEvery = 100;

/** Notices what worker processes commit to the same file. One look costs a few microseconds. Returns how to stop. */
export function watchOtherProcesses(db: Db): () => void {
  let seen = dataVersion(db);
  const timer = setInterval(() => {
    const version = dataVersion(db);
    if (version === seen) return;
    seen = version;
    announceAnything();
  }, lookMsEvery);
  timer.unref();
  return () => clearInterval(timer);
}

/** Rises whenever another connection commits. */
const dataVersion = (db: Db): number => db.$client.pragma("data_version", { simple: true }) as number;
