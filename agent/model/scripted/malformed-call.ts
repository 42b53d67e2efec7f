import type { ScriptedCall, ScriptedReply } from "./script.ts";

/**
 * The ways in which small Qwen models, and the servers that read for them, spoil a tool call. A script names one instead of
 * spelling it out:
 * `hermes-in-text` and `xml-in-text` leave it in the content, as Qwen 2.5 and 3, and as Qwen 3 Coder and later, write it;
 * `arguments-as-text` gives the arguments as a string; `wrong-types` gives each value as a string; `truncated` ends in the middle of
 * the arguments; `hallucinated-name` and `prefix-name` name another tool (`listMyBookings`, `cancel` for `cancel_booking`);
 * `swallowed` counts tokens and says nothing; `parse-error` is the 500 of a server that could not read the call; `repeating` says the
 * same until the length is reached, and never calls.
 */
export const malformations = [
  "hermes-in-text",
  "xml-in-text",
  "arguments-as-text",
  "wrong-types",
  "truncated",
  "hallucinated-name",
  "prefix-name",
  "swallowed",
  "parse-error",
  "repeating",
] as const;
export type Malformation = (typeof malformations)[number];

/** The reply as it comes out of it. Without one it is the same reply. */
export function malformedReply(reply: ScriptedReply): ScriptedReply {
  if (!reply.malformed) return reply;
  const { malformed, calls = [], ...rest } = reply;
  const eachCall = (change: (call: ScriptedCall) => ScriptedCall) => ({ ...rest, calls: calls.map(change) });
  switch (malformed) {
    case "hermes-in-text":
      return { ...rest, say: withCalls(rest.say, calls.map(hermes)) };
    case "xml-in-text":
      return { ...rest, say: withCalls(rest.say, calls.map(xml)) };
    case "arguments-as-text":
      return eachCall((call) => ({ ...call, arguments: written(call) }));
    case "wrong-types":
      return eachCall((call) => ({ ...call, arguments: asStrings(call.arguments) }));
    case "truncated":
      return { ...eachCall((call) => ({ ...call, arguments: half(written(call)) })), lengthReached: true };
    case "hallucinated-name":
      return eachCall((call) => ({ ...call, name: camelCase(call.name) }));
    case "prefix-name":
      return eachCall((call) => ({ ...call, name: call.name.replace(/_[^_]+$/, "") }));
    case "swallowed":
      return { ...rest, say: [], usage: rest.usage ?? { promptTokens: 900, replyTokens: 30 } };
    case "parse-error":
      return { ...rest, fault: { kind: "status", status: 500, words: parserWords } };
    case "repeating":
      return {
        ...rest,
        say: Array(repetitions).fill(text(rest.say) || "Let me look. "),
        lengthReached: true,
      };
  }
}

const hermes = (call: ScriptedCall): string =>
  `<tool_call>\n${JSON.stringify({ name: call.name, arguments: call.arguments ?? {} })}\n</tool_call>`;

const xml = ({ name, arguments: given }: ScriptedCall): string => {
  const parameters = Object.entries(given ?? {}).map(
    ([key, value]) =>
      `<parameter=${key}>\n${typeof value === "string" ? value : JSON.stringify(value)}\n</parameter>\n`,
  );
  return `<tool_call>\n<function=${name}>\n${parameters.join("")}</function>\n</tool_call>`;
};

const withCalls = (say: string | string[] | undefined, calls: string[]): string =>
  [text(say), ...calls].filter((part) => part !== "").join("\n");

const text = (say: string | string[] = ""): string => (typeof say === "string" ? say : say.join(""));

const written = ({ arguments: given }: ScriptedCall): string =>
  typeof given === "string" ? given : JSON.stringify(given ?? {});

const half = (json: string): string => json.slice(0, Math.ceil(json.length / 2));

const asStrings = (given: unknown): unknown =>
  typeof given === "object" && given !== null
    ? Object.fromEntries(
        Object.entries(given).map(([key, value]) => [
          key,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      )
    : given;

const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const parserWords = "XML syntax error on line 4: element <parameter> closed by </function>";
const repetitions = 60;
