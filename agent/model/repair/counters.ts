/**
 * The rungs of the ladder, as counters: how often each was reached. A call may count at several.
 * `name`: a tool's name in another spelling; `prefix-name`: the name of another tool, or part of one; `hallucinated-name`: no tool's;
 * `arguments`: JSON within JSON, or broken JSON; `types`: values or keys of another type or spelling; `call-in-text`: a call left in the content;
 * `swallowed`: tokens, but neither text nor call; `unreadable`: the server, or we, could not read the call; `repetition`: endless.
 */
export const rungs = [
  "name",
  "prefix-name",
  "hallucinated-name",
  "arguments",
  "types",
  "call-in-text",
  "swallowed",
  "unreadable",
  "repetition",
] as const;
export type Rung = (typeof rungs)[number];
export type RepairCounters = Record<Rung, number>;

export const repairCounters = (): RepairCounters =>
  Object.fromEntries(rungs.map((rung) => [rung, 0])) as RepairCounters;
