import { openDatabase } from "../../db/open.ts";
import type { Guest } from "./guest.ts";
import { checkDatabase } from "./reconcile/database.ts";
import { checkGuest, checkMessages } from "./reconcile/guest.ts";

/** Messages that were answered 200 and are not in the database, a line each. Holds at every moment, not only when all is quiet. */
export function findLost(databaseFile: string, guests: Guest[]): string[] {
  const db = openDatabase(databaseFile);
  try {
    return guests.flatMap((guest) => told(guest, checkMessages(db, guest)));
  } finally {
    db.$client.close();
  }
}

/**
 * Compares what is in the database with what the harness knows by itself, and returns what is wrong, a line each. Only when every guest has
 * come to the end of her journey: a turn that still runs is a breach here.
 */
export async function reconcile(databaseFile: string, guests: Guest[]): Promise<string[]> {
  const db = openDatabase(databaseFile);
  try {
    return [...(await checkDatabase(db)), ...guests.flatMap((guest) => told(guest, checkGuest(db, guest)))];
  } finally {
    db.$client.close();
  }
}

const told = ({ journey }: Guest, breaches: string[]): string[] =>
  breaches.map((breach) => `journey ${journey.number} (${journey.kind}): ${breach}`);
