import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { eq } from "drizzle-orm";
import type { Role } from "./approval-need.ts";
import type { Db, Tx } from "./open.ts";
import { staff } from "./schema.ts";

export interface StaffMember {
  /** Also the name they log in with: lower case. */
  id: string;
  name: string;
  role: Role;
}

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const saltBytes = 16;
const keyBytes = 64;

/** What an unknown name is checked against, so that it takes as long to refuse as a known one. */
const nobodysHash = `scrypt$${"00".repeat(saltBytes)}$${"00".repeat(keyBytes)}`;

/** Throws SqliteError when the id is taken. */
export async function createStaff(
  db: Db,
  { id, name, password, role = "agent" }: Omit<StaffMember, "role"> & { password: string; role?: Role },
): Promise<StaffMember> {
  const passwordHash = await hashPassword(password);
  db.insert(staff).values({ id: id.toLowerCase(), name, role, passwordHash }).run();
  return { id: id.toLowerCase(), name, role };
}

/** The member of staff who logs in, or undefined: a wrong name and a wrong password look and last the same. */
export async function verifyStaffPassword(
  db: Db,
  { name, password }: { name: string; password: string },
): Promise<StaffMember | undefined> {
  const row = db.select().from(staff).where(eq(staff.id, name.trim().toLowerCase())).get();
  const matches = await passwordMatches(password, row?.passwordHash ?? nobodysHash);
  return row && matches ? { id: row.id, name: row.name, role: row.role } : undefined;
}

export async function findStaff(db: Db, { staffId }: { staffId: string }): Promise<StaffMember | undefined> {
  const { id, name, role } = staff;
  return db.select({ id, name, role }).from(staff).where(eq(id, staffId)).get();
}

/** Inside somebody's unit of work. Null for nobody. */
export function nameOfStaff(tx: Pick<Tx, "select">, id: string | null): string | null {
  if (id === null) return null;
  return tx.select({ name: staff.name }).from(staff).where(eq(staff.id, id)).get()?.name ?? null;
}

/** `scrypt$<salt>$<key>`, both in hex. Node's default cost (N = 16384), about 50 ms, off the main thread. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password.normalize("NFKC"), salt, keyBytes);
  return `scrypt$${salt.toString("hex")}$${key.toString("hex")}`;
}

async function passwordMatches(password: string, hash: string): Promise<boolean> {
  const [scheme, salt, key] = hash.split("$");
  if (scheme !== "scrypt" || !salt || !key) throw new Error("a stored password hash has an unknown form");
  const expected = Buffer.from(key, "hex");
  const given = await derive(password.normalize("NFKC"), Buffer.from(salt, "hex"), expected.length);
  return timingSafeEqual(given, expected);
}
