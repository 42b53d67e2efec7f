import type { Db, Tx } from "./open.ts";

/**
 * Something made once a database handle: a prepared statement, as a rule. Drizzle's building of a query costs many times what SQLite's
 * running of it does, so what every turn or every token comes through is kept.
 */
export function kept<T>(make: (db: Db) => T): (db: Db) => T {
  const made = new WeakMap<Db, { value: T }>();
  return (db) => {
    const found = made.get(db) ?? { value: make(db) };
    made.set(db, found);
    return found.value;
  };
}

/** The same by connection, for whoever has only the transaction, or either: it and its database share one. */
export function keptByConnection<T, Connection extends object = Tx>(
  make: (tx: Connection) => T,
): (tx: Connection) => T {
  const made = new WeakMap<object, T>();
  return (tx) => {
    const { session } = tx as unknown as { session: object };
    const known = made.get(session) ?? make(tx);
    made.set(session, known);
    return known;
  };
}
