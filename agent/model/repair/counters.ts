/**
 * The rungs of the ladder, as counters: how often each was reached. A call may count at several.
 * `name`: a tool's name in another spelling; `prefix-name`: the name of another tool, or part of one; `hallucinated-name`: no tool's;
 * `arguments`: JSON within JSON, or broken JSON; `types`: values or keys of another type or spelling; `call-in-text`: a call left in the content;
 * `swallowed`: tokens, but neither text nor call; `unreadable`: the server, or we, could not read the call; `repetition`: endless;
 * `narrated`: a deed told as done, and no call that does it.
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
  "narrated",
] as const;
export type Rung = (typeof rungs)[number];
export type RepairCounters = Record<Rung, number>;

export const repairCounters = (): RepairCounters =>
  Object.fromEntries(rungs.map((rung) => [rung, 0])) as RepairCounters;

/** For a rung that only the turn can see: counted and logged as those of a reply are. */
export function countRepair({ repairs, log, turn, conversation }: CountsRepairs, rung: Rung): void {
  if (repairs) repairs[rung]++;
  log.warn({ turnId: turn.id, conversationId: conversation.id, rung }, "a reply of the model was repaired");
}

interface CountsRepairs {
  repairs?: RepairCounters;
  log: { warn(details: Record<string, unknown>, message: string): void };
  turn: { id: string };
  conversation: { id: string };
}
