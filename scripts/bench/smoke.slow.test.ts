import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Measurement } from "./measurement.ts";

/* That the bench runs and can be read by a program. Whether a target is met is not asked: on a busy machine it says nothing. */

const benchMsMax = 120_000;

test(
  "the quick bench ends well, and its last line is JSON with every figure that a target is about",
  async () => {
    const child = spawn("npm", ["run", "--silent", "bench:model", "--", "--quick", "--no-peers"], {
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
    expect(last.bench).toBe("model");
    const { figures, targets, missed } = last;
    expect(Object.keys(targets)).toEqual(
      expect.arrayContaining(["adapterAddedMsP50", "equalPromptShare", "stallMsP99", "eventsLost"]),
    );
    for (const name of Object.keys(targets))
      expect([name, Number.isFinite(figures[name])]).toEqual([name, true]);
    expect(Object.keys(targets)).toEqual(expect.arrayContaining(missed));
    expect(figures.eventsSeen).toBeGreaterThan(0);
    expect(figures.promptsSent).toBeGreaterThan(0);
  },
  benchMsMax,
);
