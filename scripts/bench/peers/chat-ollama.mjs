import { HumanMessage } from "@langchain/core/messages";
import { END, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import { ChatOllama } from "@langchain/ollama";
import express from "express";
import { benchArgs, serveBench } from "../serve-bench.mjs";

/*
 * What an agent is written as when it follows the guides: ChatOllama in a graph of one node, read with `streamMode: "messages"`, each
 * piece one server-sent event. A ChatOllama for each request, because two runs on one instance abort each other.
 */

const app = express();
app.use(express.json());
app.post("/chat", async (request, response) => {
  const model = new ChatOllama({ baseUrl: benchArgs.modelUrl, model: "qwen3.5:4b" });
  const graph = new StateGraph(MessagesAnnotation)
    .addNode("model", async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
    .addEdge(START, "model")
    .addEdge("model", END)
    .compile();
  response.set("content-type", "text/event-stream");
  response.flushHeaders();
  const input = { messages: [new HumanMessage(request.body.text)] };
  for await (const [chunk] of await graph.stream(input, { streamMode: "messages" })) {
    response.write(`data: ${JSON.stringify({ type: "text-delta", delta: chunk.content })}\n\n`);
  }
  response.end("data: [DONE]\n\n");
});
const server = app.listen(0, "127.0.0.1", () => serveBench(`http://127.0.0.1:${server.address().port}`));
