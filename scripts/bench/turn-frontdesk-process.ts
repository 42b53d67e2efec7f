import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { pino } from "pino";
import { buildAgent } from "../../agent/build.ts";
import { withinBudget } from "../../agent/model/budget.ts";
import { ollamaModel } from "../../agent/model/ollama.ts";
import { acceptMessage } from "../../db/conversations.ts";
import { openDatabase } from "../../db/open.ts";
import { seedDemo } from "../../db/seed.ts";
import { ingestArticles } from "../../knowledge/ingest.ts";
import { guardModel } from "../../server/guard-model.ts";
import { catalogue } from "../../tools/catalogue.ts";
import { tools as peerTools } from "./peers/tools.mjs";
import { benchArgs } from "./serve-bench.mjs";
import { dataFolder, serveTurns } from "./serve-turns.mjs";

/*
 * Frontdesk's agent as the server builds it (its own tools, retrieval, event log, durable turns, audit), called at its one door, with a
 * follower that reads the turn's events as they are committed. It has the tools that the peers have, by their names, unless all are wanted.
 */

const { modelUrl, allTools = false } = benchArgs as { modelUrl: string; allTools?: boolean };
const peersTools = peerTools.map(({ name }) => name);
const tools = allTools ? catalogue : catalogue.filter(({ name }) => peersTools.includes(name));
if (!allTools && tools.length !== peersTools.length)
  throw new Error("Frontdesk has other tools than the peers");
const db = openDatabase(join(dataFolder, "frontdesk.db"));
await seedDemo(db, { now: Date.now() });
await ingestArticles(db, { folder: join(import.meta.dirname, "../../knowledge/articles") });
const log = pino({ level: "warn", base: null }, pino.destination(2));
const ollama = withinBudget(ollamaModel({ host: modelUrl, name: "qwen3.5:4b" }), {});
const { models } = guardModel(ollama, { callsMax: 256, clock: Date.now, log, onCallEnd() {} });
const agent = buildAgent({ db, models, tools, clock: Date.now, log });

serveTurns({
  async turn(conversationId, text) {
    const turnId = `turn_${randomUUID()}`;
    const message = { conversationId, guestId: "maria", messageId: randomUUID(), text, turnId };
    await acceptMessage(db, { ...message, now: Date.now() });
    let answer = "";
    for await (const event of agent.answer(turnId, { signal: new AbortController().signal }))
      if (event.type === "text-delta") answer += event.delta;
    return answer;
  },
  bytes() {
    db.$client.pragma("wal_checkpoint(TRUNCATE)");
    const [pages, free, size] = ["page_count", "freelist_count", "page_size"].map((name) =>
      Number(db.$client.pragma(name, { simple: true })),
    );
    return ((pages ?? 0) - (free ?? 0)) * (size ?? 0);
  },
  close: () => db.$client.close(),
});
