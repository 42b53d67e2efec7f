import { statSync } from "node:fs";
import { join } from "node:path";
import { HumanMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { createReactAgent } from "@langchain/langgraph/prebuilt";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { ChatOllama } from "@langchain/ollama";
import { benchArgs } from "../serve-bench.mjs";
import { dataFolder, serveTurns } from "../serve-turns.mjs";
import { tools } from "./tools.mjs";

/* LangGraph's ReAct agent as its guides write it: ChatOllama, SqliteSaver, one thread a conversation, read with `streamMode: "messages"`. */

const file = join(dataFolder, "checkpoints.db");
const checkpointSaver = SqliteSaver.fromConnString(file);
const agentTools = tools.map(({ name, description, input, run }) =>
  tool(async (given) => JSON.stringify(run(given)), { name, description, schema: input }),
);

serveTurns({
  async turn(conversation, text) {
    // A model for each turn, because two runs on one instance abort each other.
    const llm = new ChatOllama({ baseUrl: benchArgs.modelUrl, model: "qwen3.5:4b" });
    const agent = createReactAgent({ llm, tools: agentTools, prompt: benchArgs.policy, checkpointSaver });
    const config = { configurable: { thread_id: conversation }, streamMode: "messages" };
    let answer = "";
    for await (const [chunk] of await agent.stream({ messages: [new HumanMessage(text)] }, config))
      if (chunk.getType() === "ai") answer += chunk.content;
    return answer;
  },
  bytes() {
    checkpointSaver.db.pragma("wal_checkpoint(TRUNCATE)");
    return statSync(file).size;
  },
});
