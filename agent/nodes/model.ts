import { randomUUID } from "node:crypto";
import { toToolSpec } from "../../tools/catalogue.ts";
import type { Tool, ToolSpec } from "../../tools/tool.ts";
import { bookingsInBrief } from "../bookings-in-brief.ts";
import { ClaimGate, type Released } from "../claims/claim-gate.ts";
import type { Violation } from "../claims/claims.ts";
import { gatherEvidence } from "../claims/evidence.ts";
import { inSight } from "../claims/in-sight.ts";
import { step, type TurnContext } from "../context.ts";
import { history, knownFirst } from "../history.ts";
import { keptThinking } from "../kept-thinking.ts";
import { correctionsPerTurnMax, modelCallsPerTurnMax, toolCallsPerTurnMax } from "../limits.ts";
import { memo } from "../model/memo.ts";
import {
  type Known,
  type Model,
  ModelError,
  type ModelRequest,
  type Passage,
  type ToolCall,
} from "../model/model.ts";
import { countRepair } from "../model/repair/counters.ts";
import { isNarrated, whatWouldDoIt } from "../model/repair/narrated.ts";
import { callerOf, noteAnswer, tellDegraded } from "../model-caller.ts";
import { ownRound } from "../own-round.ts";
import { phrases } from "../phrases.ts";
import type { State, Update } from "../state.ts";

/** One call of the model. What it says streams to the guest through the claim gate; what it calls goes to `act`. */
export async function model(state: State, context: TurnContext): Promise<Update> {
  if (state.modelCalls >= modelCallsPerTurnMax)
    return { next: "handoff", handoffReason: "The model went round in circles." };
  const request = await buildRequest(state, context);
  const said = await callModels(context, request);
  if (!said) return { next: "handoff", handoffReason: "No model could answer.", say: phrases.modelDown };
  if (said === "busy")
    return { next: "handoff", handoffReason: "The assistant had no free place in time.", say: phrases.busy };

  const modelCalls = state.modelCalls + 1;
  const known = knownFirst(state.steps, request);
  if (said.violation && isNarrated(said.violation, said.calls)) countRepair(context, "narrated");
  if (said.violation)
    return correct(state, { ...said, violation: said.violation, known, tools: request.tools }, modelCalls);
  const calls = said.calls.slice(0, toolCallsPerTurnMax);
  const steps =
    said.text || calls.length > 0
      ? [
          step({
            role: "agent",
            text: said.text,
            detail: { toolCalls: calls, cited: said.cited, ...known, ...keptThinking(said.thinking, calls) },
          }),
        ]
      : [];
  if (calls.length > 0)
    return { next: "act", modelCalls, steps, calls: JSON.stringify(calls), correction: null };
  return { next: "check", modelCalls, steps, answer: said.text, correction: null };
}

/** The schemas are rendered once for each list of tools: it is the same in every turn. */
const toolSpecs = memo((tools: Tool[]): ToolSpec[] => tools.map(toToolSpec));

async function buildRequest(state: State, context: TurnContext): Promise<ModelRequest> {
  const known = {
    now: context.clock(),
    bookings: await bookingsInBrief(context),
    passages: JSON.parse(state.passages) as Passage[],
  };
  return {
    policy: context.policy,
    tools: toolSpecs(context.tools),
    messages: await history(context, state.steps, known),
    guest: { name: context.guest.name, language: context.guest.language },
    ...known,
    ...(state.correction && { correction: state.correction }),
  };
}

interface Said {
  text: string;
  /** Passages cited in it. Kept with the step, so that a leg cut off by a crash can show them again. */
  cited: Pick<Passage, "id" | "slug" | "title">[];
  calls: ToolCall[];
  thinking: string;
  violation: Violation | null;
}

/**
 * The models in their order. The next one is tried only while the guest has seen nothing of this answer, and she is told that it is not
 * the first. Null when all failed; "busy" when the wait for a place was too long.
 */
async function callModels(context: TurnContext, request: ModelRequest): Promise<Said | "busy" | null> {
  for (const [index, candidate] of context.models.entries()) {
    if (index > 0) tellDegraded(context);
    const said: Said = { text: "", cited: [], calls: [], thinking: "", violation: null };
    try {
      await stream(context, { model: candidate, request, said });
      // Answers that end in one beat go on one after the other: each one's last words reach its guest before the next one's turn is brought to its end.
      await ownRound();
      noteAnswer(context, candidate);
      return said;
    } catch (error) {
      if (context.signal.aborted) throw context.signal.reason;
      if (!(error instanceof ModelError)) throw error;
      context.log.warn({ turnId: context.turn.id, model: candidate.name, code: error.code }, error.message);
      if (error.code === "busy") return "busy";
      if (said.text !== "") return null;
    }
  }
  return null;
}

async function stream(
  context: TurnContext,
  { model, request, said }: { model: Model; request: ModelRequest; said: Said },
): Promise<void> {
  // Made when the first word comes: an answer that only calls a tool states nothing.
  let gate: ClaimGate | undefined;
  const textId = `txt_${randomUUID()}`;
  const show = (released: Released) => {
    if (released.text) say(context, textId, said, released.text);
    for (const id of released.cited) cite(context, inSight(request).passages, { id, said });
    said.violation ??= released.violation;
  };
  try {
    for await (const chunk of model.stream(request, {
      signal: context.signal,
      caller: callerOf(context),
    })) {
      if (chunk.type === "text") {
        gate ??= new ClaimGate(gatherEvidence(inSight(request)));
        show(gate.push(chunk.delta));
      }
      if (chunk.type === "thinking") said.thinking += chunk.delta;
      if (chunk.type === "tool-call") said.calls.push(chunk.call);
      // Whoever reads no further stops the model's server.
      if (said.violation) break;
    }
    if (gate && !said.violation) show(gate.end());
  } catch (error) {
    if (said.text) context.emit({ type: "text-end", textId });
    throw error;
  }
  if (said.violation) say(context, textId, said, said.text === "" ? "" : phrases.correcting);
  if (said.text) context.emit({ type: "text-end", textId });
}

function say(context: TurnContext, textId: string, said: Said, delta: string): void {
  if (delta === "") return;
  if (said.text === "") context.emit({ type: "text-start", textId });
  said.text += delta;
  context.emit({ type: "text-delta", textId, delta });
}

/** A citation of something that was not retrieved is dropped: it proves nothing. */
function cite(context: TurnContext, passages: Passage[], { id, said }: { id: string; said: Said }): void {
  const passage = passages.find((candidate) => candidate.id === id);
  if (!passage) {
    context.log.warn({ turnId: context.turn.id, id }, "the model cited a passage that was not retrieved");
    return;
  }
  const { title, slug } = passage;
  said.cited.push({ id, slug, title });
  context.emit({ type: "source", sourceId: id, title, url: `/help/${slug}` });
}

/** The sentence was stopped. What was shown stays; the rest is written once more, then a person takes over. */
function correct(
  state: State,
  said: Said & { violation: Violation; known: { known?: Known }; tools: ToolSpec[] },
  modelCalls: number,
): Update {
  const steps = said.text
    ? [step({ role: "agent", text: said.text, detail: { toolCalls: [], cited: said.cited, ...said.known } })]
    : [];
  if (state.corrections >= correctionsPerTurnMax) {
    const handoffReason = `The assistant's answer could not be verified (${said.violation.kind}).`;
    return { next: "handoff", modelCalls, steps, handoffReason, say: phrases.cannotSay };
  }
  const correction =
    `Your last answer was stopped before this: "${said.violation.what}" — no tool result, booking or passage supports it ` +
    `(${said.violation.kind}). Answer again. State only what tool results, bookings or passages say; call a tool if you need to know more; ` +
    "do not promise anything for later." +
    whatWouldDoIt(said.violation, said.tools);
  return { next: "model", modelCalls, steps, correction, corrections: state.corrections + 1 };
}
