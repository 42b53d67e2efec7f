import type { Db } from "../../../db/open.ts";
import * as real from "../../../db/turns.ts";
import { promisedTurns } from "./promised-turns.ts";

export * from "../../../db/turns.ts";

export const findTurn = async (db: Db, of: { turnId: string }): Promise<real.Turn | undefined> =>
  (await real.findTurn(db, of)) ?? promisedTurns.get(of.turnId);
