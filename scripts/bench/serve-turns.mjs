import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuMs, serveBench } from "./serve-bench.mjs";

/* The child's side of turn-cost.ts: an agent in a process of its own, without a server in front of it. In plain JavaScript, because the peers are. */

export const dataFolder = mkdtempSync(join(tmpdir(), "bench-turn-"));

/**
 * Runs turns as the bench asks for them, and says what they cost this process.
 *
 * @param {object} side
 * @param {(conversation: string, text: string) => Promise<string>} side.turn The agent's answer, read to its end as it streams.
 * @param {() => number} side.bytes What is kept on disk.
 * @param {() => unknown} [side.close]
 */
export function serveTurns({ turn, bytes, close = () => {} }) {
  const end = async () => {
    await close();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  serveBench("", end, async ({ ask, conversation, text, conversations, turns }) => {
    if (ask === "bytes") return { bytes: bytes() };
    const startedMs = performance.now();
    const cpuBefore = cpuMs();
    let answer = "";
    if (ask === "turn") answer = await turn(conversation, text);
    else await Promise.all(Array.from({ length: conversations }, () => converse(turn, turns, text)));
    return { answer, tookMs: performance.now() - startedMs, cpuMs: cpuMs() - cpuBefore };
  });
}

async function converse(turn, turns, text) {
  const conversation = `bench-${randomUUID()}`;
  for (let index = 0; index < turns; index++) await turn(conversation, text);
}
