import { randomUUID } from "node:crypto";
import { answerText, question } from "./bench-text.ts";
import { askFrontdesk, guestTokens, type SeenStream, textOf } from "./guest-client.ts";
import type { Length, Measurement } from "./measurement.ts";
import { startFrontdesk, startProcess } from "./processes.ts";
import { percentile, round } from "./statistics.ts";

/** Fifty words a second in each stream. */
const pieceMs = 20;

/**
 * Many guests read at once. A stall is what a gap between two events on a guest's socket has beyond the model's own: the time for which words are
 * gathered is in it. An event is
 * lost when it is in the conversation's log and did not come to the guest, or when her text is not the model's, word for word.
 */
export async function manyStreams({ quick, profileFolder }: Length): Promise<Measurement> {
  const { streams, words } = quick ? { streams: 10, words: 50 } : { streams: 200, words: 500 };
  const model = await startProcess("model-process.ts", { pieceMs });
  const frontdesk = await startFrontdesk({ modelUrl: model.url }, { profileFolder });
  try {
    const { url } = frontdesk;
    const tokens = await guestTokens(url);
    const guests = Array.from({ length: streams }, (_, index) => ({
      token: tokens[index % tokens.length] as string,
      conversationId: `bench-${randomUUID()}`,
    }));
    const ask = (text: string) => Promise.all(guests.map((guest) => askFrontdesk({ url, text, ...guest })));
    await ask(question(1));
    const cpuBefore = [await frontdesk.cpuMs(), await model.cpuMs()];
    const startedMs = performance.now();
    const seen = await ask(question(words));
    const tookMs = performance.now() - startedMs;
    const cpuAfter = [await frontdesk.cpuMs(), await model.cpuMs()];
    const load = cpuAfter.map((ms, index) => (ms - (cpuBefore[index] ?? 0)) / tookMs);

    let eventsLost = 0;
    for (const [index, stream] of seen.entries())
      eventsLost += await countLost(stream, { url, token: guests[index]?.token ?? "", words });
    const stalls = seen.flatMap(stallsMs);
    return {
      figures: {
        streams,
        eventsSeen: seen.reduce((sum, { events }) => sum + events.length, 0),
        eventsLost,
        stallMsP50: round(percentile(stalls, 0.5), 1),
        stallMsP99: round(percentile(stalls, 0.99), 1),
        stallMsMax: round(Math.max(...stalls), 1),
        coresOfFrontdesk: round(load[0] ?? Number.NaN),
        coresOfModel: round(load[1] ?? Number.NaN),
      },
      targets: { stallMsP99: { atMost: 200 }, eventsLost: { atMost: 0 } },
    };
  } finally {
    await frontdesk.stop();
    await model.stop();
  }
}

function stallsMs({ events }: SeenStream): number[] {
  const deltas = events.filter(({ data }) => data.type === "text-delta");
  return deltas
    .slice(1)
    .map(({ atMs }, index) => Math.max(0, atMs - (deltas[index]?.atMs ?? atMs) - pieceMs));
}

/** Events of the turn that the log has and the guest did not get; one more when her text is another. */
async function countLost(
  stream: SeenStream,
  { url, token, words }: { url: string; token: string; words: number },
): Promise<number> {
  const got = new Set(stream.events.map(({ seq }) => seq));
  const first = Math.min(...[...got].filter((seq) => seq !== null));
  const logged = await loggedSeqs(`${url}/v1/chat/${stream.conversationId}/events?after=${first - 1}`, token);
  const lost = logged.filter((seq) => !got.has(seq)).length;
  return lost + (textOf(stream) === answerText(words).join("") ? 0 : 1);
}

/** The log from there to the end of the turn. */
async function loggedSeqs(url: string, token: string): Promise<number[]> {
  const stop = new AbortController();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: stop.signal });
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (/"type":"turn-end"[^\n]*\n\n/.test(text)) break;
  }
  stop.abort();
  return [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));
}
