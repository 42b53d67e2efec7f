import { answerText, question } from "./bench-text.ts";
import { askFrontdesk, askPeer, guestTokens, type SeenStream, textOf } from "./guest-client.ts";
import type { Length, Measurement } from "./measurement.ts";
import { type BenchProcess, startProcess } from "./processes.ts";
import { median, round } from "./statistics.ts";

/** Fifty words a second in each stream, as a small model on a good card writes. */
const pieceMs = 20;

/**
 * Long answers before anything is measured, on both sides at once. Cold code costs many times what warm code does, and Node compiles by how often
 * code has run: the peer's runs fifty times a second in each stream and is warm after one answer, ours runs ten times a second, and once for all streams
 * where it commits. Measured in steps of ten seconds with 16 streams, in the same minutes: ours 84, 55, 46, 47, 39, 40, 40 µs a token, the peer 244,
 * 207, 202, 176, 194, 213, 215. A server runs for days, so that what counts is where both have come to rest.
 */
const warmUpAnswers = 10;

interface Side {
  server: BenchProcess;
  ask: (text: string, index: number) => Promise<SeenStream>;
}

/**
 * CPU time of the serving process for one more token, from the model's socket to the guest's. Each round answers the same question
 * short and long, several guests at once; the difference is what tokens cost, and what is left is what a turn costs. (A turn of ours does more
 * than the peer's: it stores, searches, checks. So the long answer is long: what turns happen to cost in a round must be little beside its
 * tokens.) Both sides take turns, and medians of the rounds are compared.
 */
export async function cpuPerToken({ quick, profileFolder }: Length): Promise<Measurement> {
  const { rounds, warmUps, streams, short, long } = quick
    ? { rounds: 1, warmUps: 1, streams: 4, short: 20, long: 60 }
    : { rounds: 5, warmUps: warmUpAnswers, streams: 16, short: 30, long: 430 };
  const model = await startProcess("model-process.ts", { pieceMs });
  const frontdesk = await startProcess("frontdesk-process.ts", { modelUrl: model.url }, { profileFolder });
  const peer = await startProcess("peers/chat-ollama.mjs", { modelUrl: model.url });
  try {
    const tokens = await guestTokens(frontdesk.url);
    const ours: Side = {
      server: frontdesk,
      ask: (text, index) =>
        askFrontdesk({ url: frontdesk.url, token: tokens[index % tokens.length] as string, text }),
    };
    const theirs: Side = { server: peer, ask: (text) => askPeer(peer.url, text) };
    for (let time = 0; time < warmUps; time++)
      await Promise.all([ours, theirs].map((side) => cpuMsOf(side, streams, long)));

    const costs = { ours: [] as Cost[], theirs: [] as Cost[] };
    for (let round = 0; round < rounds; round++) {
      costs.ours.push(await costOf(ours, { streams, short, long }));
      costs.theirs.push(await costOf(theirs, { streams, short, long }));
    }
    const ourToken = median(costs.ours.map((cost) => cost.microsPerToken));
    const theirToken = median(costs.theirs.map((cost) => cost.microsPerToken));
    return {
      figures: {
        cpuMicrosPerToken: round(ourToken, 1),
        cpuMicrosPerTokenOfPeer: round(theirToken, 1),
        cpuPerTokenRatio: round(ourToken / theirToken, 3),
        cpuMsPerTurn: round(median(costs.ours.map((cost) => cost.msPerTurn)), 1),
        cpuMsPerTurnOfPeer: round(median(costs.theirs.map((cost) => cost.msPerTurn)), 1),
      },
      targets: { cpuPerTokenRatio: { atMost: 0.25 } },
    };
  } finally {
    await Promise.all([peer.stop(), frontdesk.stop()]);
    await model.stop();
  }
}

interface Cost {
  microsPerToken: number;
  msPerTurn: number;
}

async function costOf(
  side: Side,
  { streams, short, long }: { streams: number; short: number; long: number },
): Promise<Cost> {
  const shortMs = (await cpuMsOf(side, streams, short)) / streams;
  const longMs = (await cpuMsOf(side, streams, long)) / streams;
  const msPerToken = (longMs - shortMs) / (long - short);
  return { microsPerToken: msPerToken * 1000, msPerTurn: shortMs - msPerToken * short };
}

/** Fails when a guest did not get every word. */
async function cpuMsOf({ server, ask }: Side, streams: number, words: number): Promise<number> {
  const before = await server.cpuMs();
  const seen = await Promise.all(Array.from({ length: streams }, (_, index) => ask(question(words), index)));
  const after = await server.cpuMs();
  const expected = answerText(words).join("");
  const wrong = seen.find((stream) => textOf(stream) !== expected);
  if (wrong) throw new Error(`A guest read other words than the model wrote: ${textOf(wrong).slice(0, 200)}`);
  return after - before;
}
