import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Measurement } from "./measurement.ts";
import { arePeersInstalled } from "./peers.ts";

/* That the benches run and can be read by a program. Whether a target is met is not asked: on a busy machine it says nothing. */

const benchMsMax = 180_000;

test(
  "bench:model ends well without its peers, and its last line has every figure that a target is about",
  async () => {
    const { figures, targets } = await quick("model", "--no-peers");
    expect(Object.keys(targets)).toEqual(
      expect.arrayContaining(["adapterAddedMsP50", "equalPromptShare", "stallMsP99", "eventsLost"]),
    );
    expect(figures.eventsSeen).toBeGreaterThan(0);
    expect(figures.promptsSent).toBeGreaterThan(0);
  },
  benchMsMax,
);

test(
  "bench:turn ends well without its peers, and its last line has every figure that a target is about",
  async () => {
    const { figures, targets } = await quick("turn", "--no-peers");
    expect(Object.keys(targets)).toEqual(["bytesLaterToEarlier"]);
    expect(figures.bytesPerTurnLater).toBeGreaterThan(0);
  },
  benchMsMax,
);

const withPeers = arePeersInstalled()
  ? { test, reason: "" }
  : { test: test.skip, reason: ": skipped, they are not installed, and a test installs nothing" };
withPeers.test(
  `bench:turn ends well beside its peers, and compares with each of them${withPeers.reason}`,
  async () => {
    const { figures, targets } = await quick("turn");
    expect(Object.keys(targets)).toEqual(
      expect.arrayContaining(["cpuLateToReact", "msLateToAiSdk", "manyToBestPeer", "bytesLaterToEarlier"]),
    );
    for (const side of ["frontdesk", "react", "aiSdk", "bare", "served"])
      expect([side, (figures[`${side}CpuMsEarly`] ?? 0) > 0]).toEqual([side, true]);
  },
  benchMsMax,
);

/** Runs the bench as an operator does, short; holds its last line to the form that both have. */
async function quick(bench: string, ...options: string[]): Promise<Measurement> {
  const child = spawn("npm", ["run", "--silent", `bench:${bench}`, "--", "--quick", ...options], {
    cwd: join(import.meta.dirname, "../.."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  const last = JSON.parse(said.trim().split("\n").at(-1) ?? "") as Measurement & {
    bench: string;
    missed: string[];
  };
  expect(Object.keys(last)).toEqual(["bench", "figures", "targets", "missed"]);
  expect(last.bench).toBe(bench);
  const { figures, targets, missed } = last;
  for (const name of Object.keys(targets))
    expect([name, Number.isFinite(figures[name])]).toEqual([name, true]);
  expect(Object.keys(targets)).toEqual(expect.arrayContaining(missed));
  return last;
}
