import type { ModelMessage, ModelRequest } from "../model.ts";
import { newResults, tellResults } from "./after-tool.ts";
import { courtesyTo, firstName, yesOrNo } from "./courtesy.ts";
import { offeredBy } from "./offer.ts";
import { isEmergency, wantsPerson } from "./person-wish.ts";
import { admitsUnsure, offersPerson, say } from "./say.ts";
import { otherRequest, serve } from "./serve.ts";

export type Decision =
  /** `say` is said before the call; `more` are calls of the same tool beside it, for tools that read. */
  | {
      kind: "call" | "handoff";
      tool: string;
      input: Record<string, unknown>;
      say?: string;
      more?: Record<string, unknown>[];
    }
  /** A question back for a slot that is missing. */
  | { kind: "ask"; tool: string; text: string }
  /** From the help centre, with citations. */
  | { kind: "answer"; text: string }
  | { kind: "say"; text: string };

/** What the offline model does with a request. Pure: the same request, the same decision. */
export function decide(request: ModelRequest): Decision {
  // What we would say again is what was stopped: a person is the honest way out.
  if (request.correction) return toPerson(request, say.reasons.unfinished);
  const last = request.messages.at(-1);
  if (!last) return { kind: "say", text: say.greeting(firstName(request)) };
  if (last.role === "tool") return afterTools(request);
  return last.role === "guest" ? toGuest(request, last.text) : { kind: "say", text: say.afterNote };
}

function afterTools(request: ModelRequest): Decision {
  const told = tellResults(newResults(request.messages), request);
  if (told === null) return toPerson(request, say.reasons.unfinished);
  const other = otherRequest(request);
  return { kind: "say", text: other ? `${told}\n\n${say.alsoAsked(other)}` : told };
}

function toGuest(request: ModelRequest, text: string): Decision {
  const before = lastSaid(request.messages);
  if (isEmergency(text)) return toPerson(request, say.reasons.emergency, say.emergency);
  if (wantsPerson(text)) return toPerson(request, say.reasons.asked);
  const offered = answerToOffer(request, text, before);
  if (offered) return offered;
  const courtesy = courtesyTo(text, request);
  if (courtesy) return { kind: "say", text: courtesy };
  return serve(request) ?? notUnderstood(request, before);
}

/** Our last words offered a person, or a deed ("Would you like to cancel BK-204?"), and the guest says yes or no to it. */
function answerToOffer(request: ModelRequest, text: string, before: string): Decision | null {
  const answer = yesOrNo(text);
  if (!answer) return null;
  const toward = offersPerson(before);
  const offer = toward ? null : offeredBy(request, { before, orders: goAhead.test(text) });
  if (answer === "no") return offer || toward ? { kind: "say", text: say.leftAsIs } : null;
  if (offer) return { kind: "call", tool: offer.tool.name, input: offer.input };
  return toward ? toPerson(request, say.reasons.asked) : null;
}

/** More than a yes: it needs no question before it. */
const goAhead = /\b(?:do (?:it|that|so)|go ahead|please do)\b/i;

function notUnderstood(request: ModelRequest, before: string): Decision {
  if (admitsUnsure(before)) return toPerson(request, say.reasons.unsure);
  return { kind: "say", text: request.passages.length > 0 ? say.noPassage : say.unsure };
}

/** Through the tool that hands off. Without one, we can only say that we cannot. */
function toPerson({ tools }: ModelRequest, reason: string, first?: string): Decision {
  const tool = tools.find(({ effect }) => effect === "handoff");
  if (!tool) return { kind: "say", text: say.noPerson };
  const required = (tool.inputSchema.required ?? []) as string[];
  const input = Object.fromEntries(required.map((name) => [name, reason]));
  return { kind: "handoff", tool: tool.name, input, ...(first && { say: first }) };
}

/** Our last words to the guest before her newest message. */
function lastSaid(messages: ModelMessage[]): string {
  const newest = messages.findLastIndex(({ role }) => role === "guest");
  const before = messages.slice(0, newest);
  const from = before.findLastIndex(({ role }) => role === "guest") + 1;
  return before
    .slice(from)
    .filter(({ role, text }) => role === "agent" && text !== "")
    .map(({ text }) => text)
    .join("\n");
}
