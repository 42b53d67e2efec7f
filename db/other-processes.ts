import { announceAnything } from "./changes.ts";
import type { Db } from "./open.ts";

const lookMsEvery = 100;

/** Notices what worker processes commit to the same file. One look costs a few microseconds. Returns how to stop. */
export function watchOtherProcesses(db: Db): () => void {
  // Rises whenever another connection commits.
  const dataVersion = db.$client.prepare("pragma data_version").pluck();
  let seen = dataVersion.get();
  const timer = setInterval(() => {
    const version = dataVersion.get();
    if (version === seen) return;
    seen = version;
    announceAnything();
  }, lookMsEvery);
  timer.unref();
  return () => clearInterval(timer);
}
