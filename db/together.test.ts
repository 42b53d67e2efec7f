import { AsyncLocalStorage } from "node:async_hooks";
import { jest } from "@jest/globals";
import { atomically, openDatabase, together } from "./open.ts";

test("of two at once, the one that ends first leaves the other what is to be committed with its unit of work", async () => {
  const disable = jest.spyOn(AsyncLocalStorage.prototype, "disable");
  const db = openDatabase(":memory:");
  const seen: string[] = [];
  let goOn = () => {};
  const waits = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const slow = together(
    db,
    async () => {
      await waits;
      atomically(db, () => seen.push("its unit"));
      seen.push("after it");
    },
    () => seen.push("with it"),
  );
  await together(
    db,
    async () => atomically(db, () => {}),
    () => {},
  );
  expect(disable).not.toHaveBeenCalled();
  goOn();
  await slow;
  expect(seen).toEqual(["its unit", "with it", "after it"]);
  // Nothing is carried while nobody is in one: it would make every promise of the process dearer.
  expect(disable).toHaveBeenCalledTimes(1);
  disable.mockRestore();
  db.$client.close();
});
