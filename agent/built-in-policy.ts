import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The rules of conduct of the agent that ships, as `policy.md` has them. */
export const builtInPolicy = (): string => readFileSync(join(import.meta.dirname, "policy.md"), "utf8");
