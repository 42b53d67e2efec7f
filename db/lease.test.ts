import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LeaseTaken, takeLease } from "./lease.ts";

const folder = mkdtempSync(join(tmpdir(), "frontdesk-lease-"));
const file = join(folder, "frontdesk.db");
afterAll(() => rmSync(folder, { recursive: true }));

test("one holder at a time; the next one may come when it is released", () => {
  const first = takeLease(file);
  expect(() => takeLease(file)).toThrow(LeaseTaken);
  first.release();
  takeLease(file).release();
});

test("a holder killed with SIGKILL leaves nothing to wait for", async () => {
  const script = `import { takeLease } from ${JSON.stringify(join(process.cwd(), "db/lease.ts"))}; takeLease(${JSON.stringify(file)}); console.log("held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  await once(child.stdout, "data");
  expect(() => takeLease(file)).toThrow(LeaseTaken);
  child.kill("SIGKILL");
  await once(child, "exit");
  takeLease(file).release();
});
