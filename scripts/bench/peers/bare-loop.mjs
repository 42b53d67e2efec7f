import { z } from "zod";
import { benchArgs } from "../serve-bench.mjs";
import { serveTurns } from "../serve-turns.mjs";
import { addToHistory, historyBytes, readHistory } from "./history.mjs";
import { tools } from "./tools.mjs";

/* The floor: a loop over fetch, with the history in SQLite by hand. No checks, no repairs, no limits, nothing durable within a turn. */

const sent = tools.map(({ name, description, input }) => ({
  type: "function",
  function: { name, description, parameters: z.toJSONSchema(input) },
}));

serveTurns({
  async turn(conversation, text) {
    addToHistory(conversation, [{ role: "user", content: text }]);
    const messages = [{ role: "system", content: benchArgs.policy }, ...readHistory(conversation)];
    for (let call = 0; call < 5; call++) {
      const said = await chat(messages);
      messages.push(said);
      const added = [said];
      for (const { function: called } of said.tool_calls ?? []) {
        const { run } = tools.find(({ name }) => name === called.name);
        const content = JSON.stringify(run(called.arguments));
        added.push({ role: "tool", tool_name: called.name, content });
        messages.push(added.at(-1));
      }
      addToHistory(conversation, added);
      if (!said.tool_calls) return said.content;
    }
    return "";
  },
  bytes: historyBytes,
});

async function chat(messages) {
  const body = JSON.stringify({ model: "qwen3.5:4b", messages, tools: sent, stream: true });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${benchArgs.modelUrl}/api/chat`, { method: "POST", headers, body });
  const decoder = new TextDecoder();
  const said = { role: "assistant", content: "" };
  let rest = "";
  for await (const bytes of response.body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const { message } = JSON.parse(line);
      said.content += message.content;
      if (message.tool_calls) said.tool_calls = message.tool_calls;
    }
  }
  return said;
}
