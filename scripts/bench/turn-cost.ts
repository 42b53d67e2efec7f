import { readFileSync } from "node:fs";
import { join } from "node:path";
import { answerText } from "./bench-text.ts";
import { askFrontdesk, guestTokens, textOf } from "./guest-client.ts";
import type { Length, Measurement } from "./measurement.ts";
import { type BenchProcess, startFrontdesk, startProcess } from "./processes.ts";
import { percentile, round } from "./statistics.ts";

/** One tool call, then sixty words. */
const asked = "Show me BK-204, please, and tell me in 60 words.";
const expected = answerText(60).join("");

const policy = readFileSync(join(import.meta.dirname, "../../agent/policy.md"), "utf8");

/** Who is measured, each in a process of its own. Frontdesk has the same six tools as the others, and by itself (`whole`) all of its own. */
const files = {
  frontdesk: "turn-frontdesk-process.ts",
  whole: "turn-frontdesk-process.ts",
  react: "peers/react-agent.mjs",
  aiSdk: "peers/ai-sdk.mjs",
  bare: "peers/bare-loop.mjs",
};
type Side = keyof typeof files;
const sides = Object.keys(files) as Side[];

/**
 * What a turn costs, early and late in a conversation: CPU time of the agent's process, and the time until its answer is read to the
 * end. Early turns are those of four short conversations and of a long one: ten alone say little.
 *
 * Every side calls the same scripted model, which never waits, over HTTP; knows the same six tools and calls one a turn; keeps its state in SQLite on
 * disk; and is called in its own process, where none has a server in front of it. Frontdesk's turn goes from the guest's message, through its
 * durable state, event log, retrieval and checks, to a follower of its events; what it costs with all of Frontdesk's tools, and with them through
 * its HTTP server, from a guest's socket and back to it, is told beside it.
 *
 * The sides take turns, so that a busy moment hits all of them, and each time another begins: what a side leaves its cores to do after its turn
 * (compiling, collecting garbage) hits whoever comes next.
 */
export async function turnCost({ quick, profileFolder }: Length): Promise<Measurement> {
  const { warmUps, early, shortOnes, late, turns } = quick
    ? { warmUps: 1, early: 2, shortOnes: 1, late: 3, turns: 4 }
    : { warmUps: 20, early: 10, shortOnes: 4, late: 90, turns: 100 };
  const model = await startProcess("model-process.ts", { pieceMs: 0 });
  const processes = await startSides(model.url, profileFolder);
  const served = await startFrontdesk({ modelUrl: model.url });
  try {
    const [token = ""] = await guestTokens(served.url);
    const askServed = async (conversationId: string): Promise<Turn> => {
      const [before, startedMs] = [await served.cpuMs(), performance.now()];
      const answer = textOf(await askFrontdesk({ url: served.url, token, text: asked, conversationId }));
      const tookMs = performance.now() - startedMs;
      return { answer, tookMs, cpuMs: (await served.cpuMs()) - before };
    };
    const runs = [
      ...sides.map((side) => ({
        name: side as Side | "served",
        turn: (conversation: string) => askSide(processes[side], conversation),
        early: [] as Turn[],
        all: [] as Turn[],
      })),
      { name: "served" as const, turn: askServed, early: [] as Turn[], all: [] as Turn[] },
    ];
    for (let time = 0; time < warmUps; time++)
      for (const { turn } of runs) whole(await turn("bench-turn-warm-up"));
    for (let time = 0; time < shortOnes * early; time++)
      for (const run of rotated(runs, time))
        run.early.push(whole(await run.turn(`bench-turn-short-${Math.floor(time / early)}`)));
    for (let time = 0; time < turns; time++)
      for (const run of rotated(runs, time)) run.all.push(whole(await run.turn("bench-turn-conversation")));

    const figures: Record<string, number> = {};
    for (const { name, early: ofShortOnes, all } of runs)
      for (const [when, some] of [
        ["Early", [...ofShortOnes, ...all.slice(0, early)]],
        ["Late", all.slice(late)],
      ] as const) {
        figures[`${name}CpuMs${when}`] = round(mean(some.map((turn) => turn.cpuMs)), 1);
        figures[`${name}MsP50${when}`] = round(
          percentile(
            some.map((turn) => turn.tookMs),
            0.5,
          ),
          1,
        );
      }
    return { figures: { ...figures, ...ratios(figures) }, targets };
  } finally {
    await Promise.all([served, ...Object.values(processes)].map((one) => one.stop()));
    await model.stop();
  }
}

const targets = {
  cpuEarlyToReact: { atMost: 0.7 },
  cpuLateToReact: { atMost: 0.25 },
  msEarlyToReact: { atMost: 0.7 },
  msLateToReact: { atMost: 0.25 },
  cpuEarlyToAiSdk: { atMost: 1 },
  cpuLateToAiSdk: { atMost: 1 },
  msEarlyToAiSdk: { atMost: 1 },
  msLateToAiSdk: { atMost: 1 },
};

function ratios(figures: Record<string, number>): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [peer, Peer] of [
    ["react", "React"],
    ["aiSdk", "AiSdk"],
  ])
    for (const when of ["Early", "Late"])
      for (const [kind, Kind] of [
        ["cpu", "CpuMs"],
        ["ms", "MsP50"],
      ])
        found[`${kind}${when}To${Peer}`] = round(
          (figures[`frontdesk${Kind}${when}`] ?? Number.NaN) /
            (figures[`${peer}${Kind}${when}`] ?? Number.NaN),
          2,
        );
  return found;
}

/** Fifty conversations of five turns at once: how long each side takes for all. Only the bare loop may be ahead. */
export async function manyConversations({ quick }: Length): Promise<Measurement> {
  const question = { ask: "many", text: asked, conversations: quick ? 5 : 50, turns: quick ? 2 : 5 };
  const model = await startProcess("model-process.ts", { pieceMs: 0 });
  const processes = await startSides(model.url);
  try {
    const figures: Record<string, number> = {};
    for (const side of sides) {
      for (let time = 0; time < 5; time++) whole(await askSide(processes[side], "bench-turn-warm-up"));
      const { tookMs, cpuMs } = (await processes[side].ask(question)) as Turn;
      figures[`${side}ManySeconds`] = round(tookMs / 1000);
      figures[`${side}ManyCpuSeconds`] = round(cpuMs / 1000);
    }
    const { frontdeskManySeconds = Number.NaN, reactManySeconds = 0, aiSdkManySeconds = 0 } = figures;
    const manyToBestPeer = round(frontdeskManySeconds / Math.min(reactManySeconds, aiSdkManySeconds));
    return { figures: { ...figures, manyToBestPeer }, targets: { manyToBestPeer: { atMost: 1 } } };
  } finally {
    await Promise.all(Object.values(processes).map((one) => one.stop()));
    await model.stop();
  }
}

/** What a turn leaves on disk, early in a conversation and late. Constant means: the later turns leave no more than the earlier ones. */
export async function bytesKept({ quick }: Length): Promise<Measurement> {
  const [first, middle, last] = quick ? [2, 4, 6] : [10, 105, 200];
  const model = await startProcess("model-process.ts", { pieceMs: 0 });
  const frontdesk = await startProcess(files.frontdesk, { modelUrl: model.url, policy });
  try {
    const at = new Map<number, number>();
    for (let turn = 1; turn <= last; turn++) {
      whole(await askSide(frontdesk, "bench-turn-bytes"));
      if (turn === first || turn === middle || turn === last)
        at.set(turn, ((await frontdesk.ask({ ask: "bytes" })) as { bytes: number }).bytes);
    }
    const perTurn = (from: number, to: number) => ((at.get(to) ?? 0) - (at.get(from) ?? 0)) / (to - from);
    const [earlier, later] = [perTurn(first, middle), perTurn(middle, last)];
    return {
      figures: {
        bytesPerTurnEarlier: Math.round(earlier),
        bytesPerTurnLater: Math.round(later),
        bytesLaterToEarlier: round(later / earlier),
      },
      targets: { bytesLaterToEarlier: { atMost: 1.1 } },
    };
  } finally {
    await frontdesk.stop();
    await model.stop();
  }
}

interface Turn {
  answer: string;
  tookMs: number;
  cpuMs: number;
}

async function startSides(modelUrl: string, profileFolder?: string): Promise<Record<Side, BenchProcess>> {
  const started = {} as Record<Side, BenchProcess>;
  for (const side of sides)
    started[side] = await startProcess(
      files[side],
      { modelUrl, policy, allTools: side === "whole" },
      { profileFolder: side === "frontdesk" ? profileFolder : undefined },
    );
  return started;
}

const askSide = (side: BenchProcess, conversation: string): Promise<Turn> =>
  side.ask({ ask: "turn", conversation, text: asked }) as Promise<Turn>;

/** Fails when the answer is not the model's, word for word: a turn that went wrong costs less. */
function whole(turn: Turn): Turn {
  if (turn.answer !== expected)
    throw new Error(`Another answer than the model wrote: ${turn.answer.slice(0, 200)}`);
  return turn;
}

const rotated = <T>(all: T[], by: number): T[] => {
  const first = by % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
};

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
