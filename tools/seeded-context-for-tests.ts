import type { Db } from "../db/open.ts";
import { beginTurn, demoNow, seededDatabase } from "../db/seeded-for-tests.ts";
import { sqliteBookingSystem } from "./booking-system/sqlite-booking-system.ts";
import { catalogue } from "./catalogue.ts";
import { builtInMoneyRules } from "./money-rules.ts";
import { type CallOutcome, callTool } from "./run-tool.ts";
import type { ReadTool, ToolContext } from "./tool.ts";

export { demoNow, seededDatabase };

/** A guest's turn, as a tool sees it. */
export async function contextOf(db: Db, guestId: string, now = demoNow): Promise<ToolContext> {
  const bookings = sqliteBookingSystem(db);
  const by = { model: "scripted", policyVersion: "of-tests", rulesVersion: builtInMoneyRules().version };
  return {
    db,
    bookings,
    guestId,
    ...(await beginTurn(db, { guestId, now })),
    now,
    language: "en",
    mail: "kept",
    by,
  };
}

/** A call as a model makes it, through the real pipeline and with every tool there is. */
export const call = (
  context: ToolContext,
  name: string,
  input: Record<string, unknown> = {},
): Promise<CallOutcome> =>
  callTool(context, {
    tools: catalogue,
    call: { name, argumentsJson: JSON.stringify(input) },
    offerMsMax: 600_000,
  });

/** What the guest would read of a result. Throws when there is none. */
export function inWords(outcome: CallOutcome, name: string, now = demoNow): string {
  if (outcome.kind !== "result") throw new Error(`no result: ${JSON.stringify(outcome)}`);
  const tool = catalogue.find((candidate) => candidate.name === name) as ReadTool;
  return tool.render(outcome.result, { language: "en", now });
}
