/**
 * The tool calls that a model wrote as text, in the two shapes that Qwen's templates teach: Hermes (`<tool_call>{"name": …, "arguments":
 * {…}}</tool_call>`) and Qwen Coder's XML (`<function=name><parameter=key>value</parameter></function>`). What cannot be read is left out.
 */
export function callsInText(text: string): { name: string; argumentsJson: string }[] {
  const hermes = [...text.matchAll(/<tool_call>\s*(\{[\s\S]*?\})\s*<\/tool_call>/g)].flatMap(([, json]) =>
    hermesCall(json ?? ""),
  );
  const xml = [...text.matchAll(/<function=([\w-]+)>([\s\S]*?)<\/function>/g)].map(([, name, inside]) => ({
    name: name ?? "",
    argumentsJson: JSON.stringify(parametersOf(inside ?? "")),
  }));
  return [...hermes, ...xml];
}

function hermesCall(json: string) {
  try {
    const { name, arguments: given } = JSON.parse(json) as { name?: unknown; arguments?: unknown };
    return typeof name === "string" ? [{ name, argumentsJson: JSON.stringify(given ?? {}) }] : [];
  } catch {
    return [];
  }
}

const parametersOf = (inside: string): Record<string, string> =>
  Object.fromEntries(
    [...inside.matchAll(/<parameter=([\w-]+)>\s*([\s\S]*?)\s*<\/parameter>/g)].map(([, key, value]) => [
      key ?? "",
      value ?? "",
    ]),
  );
