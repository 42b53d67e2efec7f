import { isDeepStrictEqual } from "node:util";
import type { Receipt } from "../../../agent/events.ts";
import type { Db } from "../../../db/open.ts";

interface Told {
  type: "turn-start" | "turn-end" | "receipt";
  turnId: string | null;
  data: string;
}

/**
 * Whatever is done has its receipt in the guest's log, and nothing else has. A leg that a crash cut off is told again, with its receipt, and the
 * one before is superseded; but no two legs that stand tell it, and it never says something else. Returns the breaches, a line each.
 */
export function checkReceipts(db: Db, conversationId: string): string[] {
  const told = receiptsIn(read(db, conversationId));
  const done = db.$client
    .prepare<[string], string>("select id from actions where conversation_id = ? and state = 'done'")
    .pluck()
    .all(conversationId);
  const ofNothing = [...told.keys()].filter((id) => !done.includes(id));
  return [
    ...done.filter((id) => !told.has(id)).map((id) => `confirmation ${id} is done and has no receipt`),
    ...ofNothing.map((id) => `confirmation ${id} has a receipt and is not done`),
    ...[...told].flatMap(([id, receipts]) => disagreeing(id, receipts)),
  ];
}

interface ToldReceipt {
  receipt: Receipt;
  isSuperseded: boolean;
}

function disagreeing(id: string, told: ToldReceipt[]): string[] {
  const standing = told.filter(({ isSuperseded }) => !isSuperseded).length;
  const first = told[0]?.receipt;
  return [
    ...(standing > 1 ? [`confirmation ${id} has ${standing} receipts`] : []),
    ...(told.some(({ receipt }) => !isDeepStrictEqual(receipt, first))
      ? [`confirmation ${id} has receipts that differ`]
      : []),
  ];
}

/** By confirmation. A leg that begins again supersedes what its torso had told. */
function receiptsIn(log: Told[]): Map<string, ToldReceipt[]> {
  const receipts = new Map<string, ToldReceipt[]>();
  const open = new Map<string, ToldReceipt[]>();
  for (const { type, turnId, data } of log) {
    const leg = turnId ?? "";
    if (type === "turn-start") {
      for (const torso of open.get(leg) ?? []) torso.isSuperseded = true;
      open.set(leg, []);
    }
    if (type === "turn-end") open.delete(leg);
    if (type === "receipt") {
      const { receipt } = JSON.parse(data) as { receipt: Receipt };
      const one = { receipt, isSuperseded: false };
      open.get(leg)?.push(one);
      receipts.set(receipt.confirmationId, [...(receipts.get(receipt.confirmationId) ?? []), one]);
    }
  }
  return receipts;
}

const read = (db: Db, conversationId: string): Told[] =>
  db.$client
    .prepare<[string], Told>(
      `select type, turn_id turnId, data from events
       where conversation_id = ? and type in ('turn-start', 'turn-end', 'receipt') order by seq`,
    )
    .all(conversationId);
