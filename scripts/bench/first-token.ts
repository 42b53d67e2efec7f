import { exampleRequest } from "../../agent/model/example-request.ts";
import { languageModel } from "../../agent/model/language-model.ts";
import { ollamaChat } from "../../agent/model/ollama-request.ts";
import { question } from "./bench-text.ts";
import { askFrontdesk, guestTokens } from "./guest-client.ts";
import type { Length, Measurement } from "./measurement.ts";
import { startFrontdesk, startProcess } from "./processes.ts";
import { percentile, round } from "./statistics.ts";

const model = "qwen3.5:4b";
const words = 8;

/**
 * How much later the first token comes through the adapter than through a bare fetch of the same body, one after the other, many times;
 * and, beside it, from a guest's POST to the first text she reads. The model answers at once.
 */
export async function firstToken({ quick }: Length): Promise<Measurement> {
  const times = quick ? 10 : 200;
  const turns = quick ? 3 : 40;
  const server = await startProcess("model-process.ts", { pieceMs: 0 });
  const frontdesk = await startFrontdesk({ modelUrl: server.url });
  try {
    const settings = { host: server.url, name: model };
    const request = exampleRequest({ messages: [{ role: "guest", text: question(words) }] });
    const body = JSON.stringify(ollamaChat(settings, request));
    const adapter = languageModel({ ...settings, provider: "ollama" });
    const bareMs: number[] = [];
    const adapterMs: number[] = [];
    for (let time = -warmUps; time < times; time++) {
      const bare = await timed((stop) => bareFetch(`${server.url}/api/chat`, body, stop));
      const ours = await timed(async (stop) => {
        for await (const chunk of adapter.stream(request, { signal: new AbortController().signal })) {
          if (chunk.type === "text") stop();
        }
      });
      if (time < 0) continue;
      bareMs.push(bare);
      adapterMs.push(ours);
    }
    const turnMs = await firstTexts(frontdesk.url, turns);
    return {
      figures: {
        bareFirstTokenMsP50: round(percentile(bareMs, 0.5)),
        adapterFirstTokenMsP50: round(percentile(adapterMs, 0.5)),
        adapterAddedMsP50: round(percentile(adapterMs, 0.5) - percentile(bareMs, 0.5)),
        turnFirstTextMsP50: round(percentile(turnMs, 0.5), 1),
      },
      targets: { adapterAddedMsP50: { atMost: 5 } },
    };
  } finally {
    await frontdesk.stop();
    await server.stop();
  }
}

const warmUps = 5;

/** Milliseconds until `run` calls `stop` for the first time; the run is then read to its end. */
async function timed(run: (stop: () => void) => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  let stoppedMs: number | undefined;
  await run(() => {
    stoppedMs ??= performance.now();
  });
  return (stoppedMs ?? Number.NaN) - startedMs;
}

async function bareFetch(url: string, body: string, onBytes: () => void): Promise<void> {
  const answer = await fetch(url, { method: "POST", body });
  for await (const _bytes of answer.body ?? []) onBytes();
}

/** One after the other, each in a conversation of its own. */
async function firstTexts(url: string, turns: number): Promise<number[]> {
  const [token = ""] = await guestTokens(url);
  const taken: number[] = [];
  for (let turn = -warmUps; turn < turns; turn++) {
    const { askedAtMs, events } = await askFrontdesk({ url, token, text: question(words) });
    const first = events.find(({ data }) => data.type === "text-delta");
    if (!first) throw new Error("A turn ended without text");
    if (turn >= 0) taken.push(first.atMs - askedAtMs);
  }
  return taken;
}
