import type { Logger } from "pino";
import type { Agent } from "../agent/answer.ts";
import { expireActions, requeueStrandedActions } from "../db/actions.ts";
import { expireApprovals } from "../db/expire-approvals.ts";
import type { Db } from "../db/open.ts";
import { tellOverdueProblems } from "../db/problem-notes.ts";

const sweepMsEvery = 5_000;

/**
 * What time does: offers expire, and approvals that nobody gave; a guest is told when her host let the window pass; a confirmed action whose turn ended without running it is queued again, and
 * checkpoints that nobody needs go. The first sweep is at once, so a start finds what a crash left. Returns how to stop.
 */
export function startHousekeeping({
  db,
  agent,
  clock,
  log,
}: {
  db: Db;
  agent: Agent;
  clock: () => number;
  log: Logger;
}): () => void {
  const sweep = async () => {
    try {
      await expireActions(db, { now: clock() });
      await expireApprovals(db, { now: clock() });
      await tellOverdueProblems(db, { now: clock() });
      await requeueStrandedActions(db, { now: clock() });
      await agent.tidy();
    } catch (error) {
      log.error({ err: error }, "housekeeping failed; it is tried again");
    }
  };
  void sweep();
  const timer = setInterval(() => void sweep(), sweepMsEvery);
  return () => clearInterval(timer);
}
