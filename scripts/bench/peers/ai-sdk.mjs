import { stepCountIs, streamText, tool } from "ai";
import { createOllama } from "ollama-ai-provider-v2";
import { benchArgs } from "../serve-bench.mjs";
import { serveTurns } from "../serve-turns.mjs";
import { addToHistory, historyBytes, readHistory } from "./history.mjs";
import { tools } from "./tools.mjs";

/* The AI SDK's own loop, with the history in SQLite by hand. Not durable within a turn: what a crash interrupts is gone. */

const ollama = createOllama({ baseURL: `${benchArgs.modelUrl}/api` });
const agentTools = Object.fromEntries(
  tools.map(({ name, description, input, run }) => [
    name,
    tool({ description, inputSchema: input, execute: async (given) => run(given) }),
  ]),
);

serveTurns({
  async turn(conversation, text) {
    const question = { role: "user", content: text };
    addToHistory(conversation, [question]);
    const result = streamText({
      model: ollama("qwen3.5:4b"),
      system: benchArgs.policy,
      messages: readHistory(conversation),
      tools: agentTools,
      stopWhen: stepCountIs(5),
      onError: ({ error }) => {
        throw error;
      },
    });
    let answer = "";
    for await (const delta of result.textStream) answer += delta;
    addToHistory(conversation, (await result.response).messages);
    return answer;
  },
  bytes: historyBytes,
});
