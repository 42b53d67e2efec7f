import { type Db, openDatabase } from "./open.ts";
import { staff } from "./schema.ts";
import { createStaff, findStaff, verifyStaffPassword } from "./staff.ts";

let db: Db;
beforeEach(async () => {
  db = openDatabase(":memory:");
  await createStaff(db, { id: "ana", name: "Ana", password: "staywell" });
});
afterEach(() => db.$client.close());

test("staff log in with their name, whatever its case, and their password", async () => {
  expect(await verifyStaffPassword(db, { name: " Ana ", password: "staywell" })).toEqual({
    id: "ana",
    name: "Ana",
    role: "agent",
  });
});

test("a wrong password and an unknown name are refused alike", async () => {
  expect(await verifyStaffPassword(db, { name: "ana", password: "Staywell" })).toBeUndefined();
  expect(await verifyStaffPassword(db, { name: "ana", password: "" })).toBeUndefined();
  expect(await verifyStaffPassword(db, { name: "bob", password: "staywell" })).toBeUndefined();
});

test("a password is kept as a salted hash, never as it was typed", async () => {
  await createStaff(db, { id: "tom", name: "Tom", password: "staywell" });
  const hashes = db
    .select()
    .from(staff)
    .all()
    .map((row) => row.passwordHash);
  expect(hashes.every((hash) => /^scrypt\$[0-9a-f]{32}\$[0-9a-f]{128}$/.test(hash))).toBe(true);
  expect(new Set(hashes).size).toBe(2);
});

test("a name can be taken once", async () => {
  const again = createStaff(db, { id: "ANA", name: "Another Ana", password: "x" });
  await expect(again).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY" });
  expect(await findStaff(db, { staffId: "ana" })).toEqual({ id: "ana", name: "Ana", role: "agent" });
});
