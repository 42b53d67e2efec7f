import { type CallOutcome, callTool } from "../../tools/run-tool.ts";
import type { Tool } from "../../tools/tool.ts";
import { step, type TurnContext, toolContext } from "../context.ts";
import { passagesMax, sameCallMax, toolCallsPerTurnMax, toolResultCharsMax } from "../limits.ts";
import type { Passage, ToolCall } from "../model/model.ts";
import { phrases } from "../phrases.ts";
import type { State, Update } from "../state.ts";
import { actConfirmed } from "./act-confirmed.ts";

/** Runs what the guest has confirmed, or else what the model has called, in its order. A write is offered, never run, and ends the round. */
export async function act(state: State, context: TurnContext): Promise<Update> {
  if (state.actionId) return actConfirmed(state.actionId, context);
  const round: Round = { passages: JSON.parse(state.passages), steps: [] };
  const calls = JSON.parse(state.calls) as ToolCall[];
  for (const [index, call] of calls.entries()) {
    const loop = findLoop(state, call, index);
    if (loop)
      return {
        next: "handoff",
        handoffReason: loop,
        say: phrases.cannotSay,
        steps: round.steps,
        calls: "[]",
      };
    const outcome = await run(context, call);
    const ending = record(context, round, call, outcome);
    if (!ending) continue;
    for (const skipped of calls.slice(index + 1)) cancel(round, skipped);
    return { ...ending, steps: round.steps, calls: "[]", passages: JSON.stringify(round.passages) };
  }
  return { next: "model", steps: round.steps, calls: "[]", passages: JSON.stringify(round.passages) };
}

/** Do all calls go to tools that change nothing? What no tool answers to changes nothing either. */
export function onlyRead(calls: string, tools: Tool[]): boolean {
  return (JSON.parse(calls) as ToolCall[]).every(({ name }) => {
    const tool = tools.find((one) => one.name === name);
    return tool === undefined || tool.effect === "read";
  });
}

interface Round {
  passages: Passage[];
  steps: string[];
}

async function run(context: TurnContext, call: ToolCall): Promise<CallOutcome> {
  const { tools, rules, log, turn } = context;
  context.emit({ type: "status", kind: call.name.startsWith("search") ? "searching" : "working" });
  // What writes commits in a unit of work of its own (an offer, its card): what was said before it must stand before it. What only reads
  // shares its commit with what it found.
  const reads = tools.find((tool) => tool.name === call.name)?.effect === "read";
  if (!reads) await context.settled();
  const outcome = await callTool(toolContext(context), { tools, call, offerMsMax: rules.offerMsMax });
  if (outcome.kind === "refused" && outcome.error !== undefined)
    log.warn({ turnId: turn.id, tool: call.name, err: outcome.error }, "a tool could not read what it needs");
  return outcome;
}

/** Writes the events and steps of one call. Returns where the turn goes when the round ends here, else null. */
function record(context: TurnContext, round: Round, call: ToolCall, outcome: CallOutcome): Update | null {
  if (outcome.kind === "silenced") return { next: "end" };
  if (outcome.kind === "refused") {
    const { say, refused } = outcome.refusal;
    // A call that could not be read is between code and model: the guest sees nothing of it.
    if (refused !== "unreadable") show(context, call, outcome.input, { ok: false, output: { refused, say } });
    round.steps.push(toolStep(call, false, say, { refused, say }));
    return refused === "person-needed" ? { next: "handoff", handoffReason: say, say } : null;
  }
  if (outcome.kind === "handoff") {
    show(context, call, outcome.input, { ok: true, output: null });
    round.steps.push(toolStep(call, true, "The conversation goes to a person now.", null));
    return { next: "handoff", handoffReason: outcome.reason };
  }
  if (outcome.kind === "offered") {
    const { id, quote } = outcome.action;
    show(context, call, outcome.input, { ok: true, output: { confirmationId: id } });
    const text = `A card is shown to the guest: "${JSON.parse(quote).label}". Nothing has been done. It runs only when the guest presses the button.`;
    round.steps.push(toolStep(call, true, text, { confirmationId: id }));
    return { next: "confirm", actionId: id };
  }
  show(context, call, outcome.input, { ok: true, output: outcome.result });
  round.steps.push(toolStep(call, true, cut(JSON.stringify(outcome.result)), outcome.result));
  round.passages = withFound(round.passages, outcome.result);
  return null;
}

function show(
  context: TurnContext,
  call: ToolCall,
  input: Record<string, unknown>,
  end: { ok: boolean; output: unknown },
): void {
  const about = { toolCallId: call.id, tool: call.name };
  context.emit({ type: "tool-start", ...about, input });
  context.emit({ type: "tool-end", ...about, ...end });
}

const toolStep = (call: ToolCall, ok: boolean, text: string, result: unknown): string =>
  step({ role: "tool", text, detail: { toolCallId: call.id, name: call.name, ok, result } });

function cancel(round: Round, call: ToolCall): void {
  round.steps.push(toolStep(call, false, "Not run: one thing at a time.", null));
}

/** The same call again and again, or too many of them, will not get better. */
function findLoop(state: State, call: ToolCall, index: number): string | null {
  const earlier = state.steps
    .map((json) => JSON.parse(json))
    .filter((s) => s.role === "agent")
    .flatMap((s) => s.detail.toolCalls as ToolCall[]);
  const before = earlier.slice(0, earlier.length - (JSON.parse(state.calls) as ToolCall[]).length + index);
  const same = before.filter((c) => c.name === call.name && c.argumentsJson === call.argumentsJson).length;
  if (same >= sameCallMax) return `The assistant called ${call.name} again and again.`;
  return before.length >= toolCallsPerTurnMax ? "The assistant needed too many steps." : null;
}

/** What a search found may be cited from now on. */
function withFound(known: Passage[], result: unknown): Passage[] {
  const found = (result as { passages?: Passage[] } | null)?.passages;
  if (!Array.isArray(found)) return known;
  const fresh = found.filter((passage) => !known.some((k) => k.id === passage.id));
  return [...fresh, ...known].slice(0, passagesMax * 2);
}

const cut = (text: string): string =>
  text.length <= toolResultCharsMax
    ? text
    : `${text.slice(0, toolResultCharsMax)} … (cut: the result is longer)`;
