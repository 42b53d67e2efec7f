import { sqliteBookingSystem } from "../tools/booking-system/sqlite-booking-system.ts";
import { catalogue } from "../tools/catalogue.ts";
import { builtInMoneyRules } from "../tools/money-rules.ts";
import { type Agent, createAgent } from "./answer.ts";
import { builtInPolicy } from "./built-in-policy.ts";
import type { AgentParts } from "./context.ts";
import { type Rung, repairCounters } from "./model/repair/counters.ts";
import { withRepairs } from "./model/repair/with-repairs.ts";

/** The agent with the built-in tools and policy, unless others are handed in. Used by the server and by the evals. */
export function buildAgent(parts: Pick<AgentParts, "db" | "models" | "clock"> & Partial<AgentParts>): Agent {
  const { log = { warn: () => {} }, repairs = repairCounters() } = parts;
  const onRepair = (rung: Rung, about: object) =>
    log.warn({ ...about, rung }, "a reply of the model was repaired");
  return createAgent({
    tools: catalogue,
    bookings: sqliteBookingSystem(parts.db),
    mail: "none",
    rules: builtInMoneyRules(),
    policy: builtInPolicy(),
    ...parts,
    log,
    repairs,
    models: parts.models.map((model) => withRepairs(model, { counters: repairs, onRepair })),
  });
}
