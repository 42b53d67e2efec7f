import { and, eq, isNull } from "drizzle-orm";
import { atomically, type Db, type Tx } from "./open.ts";
import { guestIdempotencyKeys, idempotencyKeys } from "./schema.ts";

/** One request under its key. A key belongs to whoever sent it. */
export interface KeyedRequest {
  caller: { kind: "staff" | "guest"; id: string };
  key: string;
  /** SHA-256 over method, path and body. */
  requestHash: string;
}

/** `body` is JSON; null where the answer is read anew from what the request did. */
export interface KeptAnswer {
  status: number;
  body: string | null;
}

export type Begun =
  /** New, or begun by a process that died before anything of it was committed: to be carried out. */
  | { kind: "begun" }
  /** Being carried out in this process. */
  | { kind: "in-progress" }
  /** The key came before with another request. */
  | { kind: "other-request" }
  /** Carried out before. */
  | { kind: "answered"; answer: KeptAnswer };

/** What this process is carrying out. One server process owns a database, so a row in progress that is not here is a dead one's. */
const underWay = new WeakMap<Db, Set<string>>();

/** Claims a key for a request, or tells what became of it. Whoever gets `begun` must call `endKeyed`. */
export async function beginKeyed(db: Db, request: KeyedRequest & { now: number }): Promise<Begun> {
  const { caller, key, requestHash, now } = request;
  const table = tableOf(caller);
  const begun = atomically(db, (tx): Begun => {
    const row = tx.select().from(table).where(rowOf(request)).get();
    if (row && row.requestHash !== requestHash) return { kind: "other-request" };
    if (row && row.responseStatus !== null)
      return { kind: "answered", answer: { status: row.responseStatus, body: row.responseBody } };
    if (row) return { kind: underWayIn(db).has(nameOf(request)) ? "in-progress" : "begun" };
    tx.insert(table).values({ callerId: caller.id, key, requestHash, createdAt: now }).run();
    return { kind: "begun" };
  });
  if (begun.kind === "begun") underWayIn(db).add(nameOf(request));
  return begun;
}

/** Keeps the answer, in the commit of what the request did (see `together`) or, for a body that is read afterwards, behind it. */
export function keepAnswer(
  tx: Pick<Tx, "update">,
  request: KeyedRequest,
  { status, body }: KeptAnswer,
): void {
  tx.update(tableOf(request.caller))
    .set({ responseStatus: status, responseBody: body })
    .where(rowOf(request))
    .run();
}

/** The request has ended. Where nothing of it was kept nothing was done, and the key is free again. */
export async function endKeyed(db: Db, request: KeyedRequest): Promise<void> {
  underWayIn(db).delete(nameOf(request));
  const table = tableOf(request.caller);
  atomically(db, (tx) =>
    tx
      .delete(table)
      .where(and(rowOf(request), isNull(table.responseStatus)))
      .run(),
  );
}

function underWayIn(db: Db): Set<string> {
  const names = underWay.get(db) ?? new Set<string>();
  underWay.set(db, names);
  return names;
}

const tableOf = ({ kind }: KeyedRequest["caller"]) =>
  kind === "staff" ? idempotencyKeys : guestIdempotencyKeys;

const nameOf = ({ caller, key }: KeyedRequest): string => JSON.stringify([caller.kind, caller.id, key]);

function rowOf({ caller, key }: KeyedRequest) {
  const table = tableOf(caller);
  return and(eq(table.callerId, caller.id), eq(table.key, key));
}
