import { memo } from "./memo.ts";
import type { ModelMessage, ToldMessage } from "./model.ts";
import { tokensIn } from "./token-estimate.ts";

type Earlier = Extract<ModelMessage, { role: "earlier" }>;

const quotedCharsMax = 160;
const resultCharsMax = 240;
/** Beyond it the oldest lines go. */
const briefTokensMax = 400;

/**
 * Messages in brief: what the guest asked, what tools, staff and code told, each shortened, in their order. Written by code from
 * their own words, so that nothing in it is made up. What the model said is left out: it would prove its words by its words.
 */
export function inBrief(messages: ModelMessage[]): Earlier {
  const lines = newestWithin(messages, briefTokensMax);
  return {
    role: "earlier",
    text: lines.map((line) => line.text).join("\n"),
    told: lines.flatMap((line) => line.told ?? []),
  };
}

interface Line {
  text: string;
  told?: ToldMessage;
}

const linesOf = memo((message: ModelMessage): Line[] => {
  if (message.role === "agent") return [];
  if (message.role === "guest") {
    return [{ text: `- The guest wrote: ${quoted(shortened(message.text, quotedCharsMax))}` }];
  }
  if (message.role === "earlier") {
    const told = new Map(message.told.map((one) => [lineOf(one), one]));
    return message.text
      .split("\n")
      .map((text) => ({ text, ...(told.has(text) && { told: told.get(text)! }) }));
  }
  const told = { ...message, text: shortened(message.text, resultCharsMax) };
  return [{ text: lineOf(told), told }];
});

function lineOf(told: ToldMessage): string {
  if (told.role === "staff") return `- Staff wrote: ${quoted(told.text)}`;
  return told.role === "note" ? `- Event: ${told.text}` : `- ${told.name} gave: ${told.text}`;
}

/** The last lines that fit, in their order. The messages before them are not looked at: there may be a thousand. */
function newestWithin(messages: ModelMessage[], tokensMax: number): Line[] {
  const found: Line[] = [];
  let left = tokensMax;
  for (let at = messages.length - 1; at >= 0; at--) {
    for (const line of linesOf(messages[at]!).toReversed()) {
      left -= tokensIn(line.text);
      if (left < 0) return found.reverse();
      found.push(line);
    }
  }
  return found.reverse();
}

const quoted = (text: string): string => `“${text.replaceAll("”", "'")}”`;

/** On one line, so that nobody's words can begin a line of another kind. A word or a number is left out rather than cut in two. */
function shortened(text: string, charsMax: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= charsMax) return line;
  const head = line.slice(0, charsMax);
  const whole = head.replace(/[^\s"{}[\]]*$/, "");
  return `${whole === "" && !/\d$/.test(head) ? head : whole}…`;
}
