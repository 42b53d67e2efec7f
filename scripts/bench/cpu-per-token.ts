import { setTimeout as sleep } from "node:timers/promises";
import { serverFlags } from "../node-flags.mjs";
import { answerText, question } from "./bench-text.ts";
import { askFrontdesk, askPeer, guestTokens, type SeenStream, textOf } from "./guest-client.ts";
import type { Length, Measurement } from "./measurement.ts";
import { type BenchProcess, startFrontdesk, startProcess } from "./processes.ts";
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
 * CPU time of the serving process for a token, from the model's socket to the guest's. In each round both sides answer the same long question to
 * several guests at once, in the same seconds, so that a busy moment hits both; what is counted is a part of it in which every stream is under way, so
 * that no turn begins or ends in it. Node runs both as `npm start` is run. Medians of the rounds are compared. (What a turn costs beside its tokens is told by short answers.)
 */
export async function cpuPerToken({ quick, profileFolder }: Length): Promise<Measurement> {
  const { rounds, warmUps, streams, short, long, window } = quick
    ? { rounds: 1, warmUps: 1, streams: 4, short: 20, long: 60, window: { afterMs: 400, forMs: 600 } }
    : {
        rounds: 7,
        warmUps: warmUpAnswers,
        streams: 16,
        short: 30,
        long: 430,
        window: { afterMs: 2_000, forMs: 5_500 },
      };
  const model = await startProcess("model-process.ts", { pieceMs });
  const served = { modelUrl: model.url };
  const frontdesk = await startFrontdesk(served, { profileFolder });
  const peer = await startProcess("peers/chat-ollama.mjs", served, { nodeFlags: serverFlags });
  try {
    const tokens = await guestTokens(frontdesk.url);
    const ours: Side = {
      server: frontdesk,
      ask: (text, index) =>
        askFrontdesk({ url: frontdesk.url, token: tokens[index % tokens.length] as string, text }),
    };
    const theirs: Side = { server: peer, ask: (text) => askPeer(peer.url, text) };
    for (let time = 0; time < warmUps; time++)
      await Promise.all([ours, theirs].map((side) => answered(side, streams, long)));

    const costs = { ours: [] as Cost[], theirs: [] as Cost[] };
    for (let round = 0; round < rounds; round++) {
      const [our, their] = await Promise.all(
        [ours, theirs].map((side) => microsPerToken(side, { streams, long, window })),
      );
      costs.ours.push(await costOf(ours, { streams, short, microsPerToken: our as number }));
      costs.theirs.push(await costOf(theirs, { streams, short, microsPerToken: their as number }));
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

/** Of the tokens that guests read within the window, which begins and ends while all answers are under way. */
async function microsPerToken(
  side: Side,
  { streams, long, window }: { streams: number; long: number; window: { afterMs: number; forMs: number } },
): Promise<number> {
  const answers = answered(side, streams, long);
  await sleep(window.afterMs);
  const from = { atMs: performance.now(), cpuMs: await side.server.cpuMs() };
  await sleep(window.forMs);
  const to = { atMs: performance.now(), cpuMs: await side.server.cpuMs() };
  const words = (await answers)
    .flatMap(({ events }) => events)
    .filter(({ atMs }) => atMs >= from.atMs && atMs < to.atMs)
    .reduce((sum, { data }) => sum + (data.delta?.match(/\S+/g)?.length ?? 0), 0);
  return ((to.cpuMs - from.cpuMs) / words) * 1000;
}

async function costOf(
  side: Side,
  { streams, short, microsPerToken }: { streams: number; short: number; microsPerToken: number },
): Promise<Cost> {
  const before = await side.server.cpuMs();
  await answered(side, streams, short);
  const msPerAnswer = ((await side.server.cpuMs()) - before) / streams;
  return { microsPerToken, msPerTurn: msPerAnswer - (microsPerToken / 1000) * short };
}

/** Fails when a guest did not get every word. */
async function answered({ ask }: Side, streams: number, words: number): Promise<SeenStream[]> {
  const seen = await Promise.all(Array.from({ length: streams }, (_, index) => ask(question(words), index)));
  const expected = answerText(words).join("");
  const wrong = seen.find((stream) => textOf(stream) !== expected);
  if (wrong) throw new Error(`A guest read other words than the model wrote: ${textOf(wrong).slice(0, 200)}`);
  return seen;
}
