import type { ToolSpec } from "../../../tools/tool.ts";
import type { ModelMessage, ModelRequest } from "../model.ts";
import { hints } from "./cues.ts";
import { deedOf } from "./intent.ts";
import { inputOfCall, propertiesOf, requiredOf } from "./tool-input.ts";
import { refsIn } from "./which-booking.ts";
import { merged, plain } from "./words.ts";

/** A call of a writing tool that our last words offered. */
export interface Offer {
  tool: ToolSpec;
  input: Record<string, unknown>;
}

/**
 * What a yes agrees to: the deed that our last words asked about ("Would you like to cancel BK-204?"), else the one whose price or refund was just told,
 * when the question or `orders` ("go ahead") can mean nothing else. The offer must have named all that the deed needs, or the call that it
 * told of; without that the yes is not clear enough. `before`: what we said last.
 */
export function offeredBy(
  request: ModelRequest,
  { before, orders }: { before: string; orders: boolean },
): Offer | null {
  const question = merged(plain(before.split(/(?<=[.!?])\s+/).at(-1) ?? ""));
  const asks = /\b(?:would you like|do you want|shall i|should i)\b.*\?\W*$/.test(question);
  if (!asks && !orders) return null;
  const writes = request.tools.filter(({ effect }) => effect === "write");
  const named = asks
    ? writes.filter((tool) =>
        new RegExp(`\\b(?:like|want|shall|should)\\b.*\\b${deedOf(tool)}`).test(question),
      )
    : [];
  const told = lastCall(request);
  const offers = (named.length > 0 ? named : writes).flatMap((tool) => {
    const byName = named.length > 0 ? inputNamed(tool, before, request) : null;
    const input = byName ?? (told && inputTold(tool, told));
    return input ? [{ tool, input }] : [];
  });
  return offers.length === 1 ? offers[0]! : null;
}

/** Enough for a tool that needs a booking and nothing else. */
function inputNamed(tool: ToolSpec, before: string, { bookings }: ModelRequest): Offer["input"] | null {
  const slot = Object.entries(tool.slots).find(([, { kind }]) => kind === "booking")?.[0];
  const refs = refsIn(before.split("\n").at(-1) ?? "", bookings);
  if (slot === undefined || refs.length !== 1 || requiredOf(tool).some((name) => name !== slot)) return null;
  return { [slot]: refs[0] };
}

interface ToldCall {
  name: string;
  input: Record<string, unknown>;
}

/** The input of the call that told what the deed would bring, when all of it is the deed's too. */
function inputTold(tool: ToolSpec, { name, input }: ToldCall): Offer["input"] | null {
  if (!hints[name]?.previews?.includes(tool.name)) return null;
  const known = Object.keys(propertiesOf(tool));
  const fits =
    Object.keys(input).every((key) => known.includes(key)) && requiredOf(tool).every((key) => key in input);
  // A change of nothing is no change.
  return fits && Object.keys(input).length >= Math.min(2, known.length) ? input : null;
}

/** The one call whose result our last words told. */
function lastCall({ messages }: ModelRequest): ToldCall | null {
  const newest = messages.findLastIndex(({ role }) => role === "guest");
  const before = messages.slice(0, newest);
  const since = before.slice(before.findLastIndex(({ role }) => role === "guest") + 1);
  const results = since.filter((message) => message.role === "tool");
  const [result] = results;
  if (!result?.ok || results.length !== 1) return null;
  const call = since.flatMap(callsIn).find(({ id }) => id === result.toolCallId);
  return call ? { name: call.name, input: inputOfCall(call.argumentsJson) } : null;
}

const callsIn = (message: ModelMessage) => (message.role === "agent" ? message.toolCalls : []);
