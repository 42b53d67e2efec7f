import { inBrief } from "./in-brief.ts";
import type { ModelMessage } from "./model.ts";
import { messageTokens } from "./token-estimate.ts";

/** After a step this share of the bound is left, so that the next step is some turns away. */
const keptShare = 0.5;

/**
 * The history within about `tokensMax`: older turns in brief, the newer ones whole. It shrinks in steps: nothing is taken away until the bound
 * is passed, then whole turns at once down to half of it. Between two steps messages are only appended, so the prompts agree
 * from their beginning. Where the steps fall follows from the messages alone, in their order: every process and every call finds the same ones.
 * The turn under way stays whole, whatever its size.
 */
export function compacted(messages: ModelMessage[], { tokensMax }: { tokensMax: number }): ModelMessage[] {
  const from = keptFrom(messages, tokensMax);
  if (from === 0) return messages;
  return [inBrief(messages.slice(0, from)), ...withoutOrphans(messages.slice(from))];
}

function keptFrom(messages: ModelMessage[], tokensMax: number): number {
  const sizes = messages.map(messageTokens);
  let from = 0;
  let size = 0;
  for (const [index, tokens] of sizes.entries()) {
    size += tokens;
    if (size <= tokensMax) continue;
    let dropped = 0;
    for (let at = from; at < index; ) {
      dropped += sizes[at++]!;
      if (messages[at]!.role !== "guest") continue;
      size -= dropped;
      [from, dropped] = [at, 0];
      if (size <= tokensMax * keptShare) break;
    }
  }
  return from;
}

/** A result whose call went with the older turns confuses every chat template. */
function withoutOrphans(messages: ModelMessage[]): ModelMessage[] {
  const called = new Set(
    messages.flatMap((m) => (m.role === "agent" ? m.toolCalls.map(({ id }) => id) : [])),
  );
  return messages.filter((message) => message.role !== "tool" || called.has(message.toolCallId));
}
