import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serverFlags } from "./node-flags.mjs";

test("the server is started with the flags that the benches give it", () => {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
  expect(scripts.start).toBe(["node", ...serverFlags, "scripts/start.mjs"].join(" "));
});
