import { decideAction } from "../db/actions.ts";
import { catalogue } from "./catalogue.ts";
import { builtInMoneyRules } from "./money-rules.ts";
import { type ActionOutcome, runAction } from "./run-tool.ts";
import { call } from "./seeded-context-for-tests.ts";
import type { ToolContext } from "./tool.ts";

/** Asks for a deed and returns its offer. Throws when there is none. */
export async function offered(context: ToolContext, name: string, input: Record<string, unknown>) {
  const outcome = await call(context, name, input);
  if (outcome.kind !== "offered") throw new Error(`no offer: ${JSON.stringify(outcome)}`);
  return outcome.action;
}

/** The guest presses the button. */
export const accept = (context: ToolContext, confirmationId: string) =>
  decideAction(context.db, { ...context, confirmationId, decision: "accept" });

/** Runs what she confirmed, as the graph would. */
export const run = (context: ToolContext, actionId: string): Promise<ActionOutcome> =>
  runAction(context, { tools: catalogue, actionId, guestName: "Maria", rules: builtInMoneyRules() });

/** All three. */
export async function confirmed(context: ToolContext, name: string, input: Record<string, unknown>) {
  const action = await offered(context, name, input);
  await accept(context, action.id);
  return { action, outcome: await run(context, action.id) };
}
