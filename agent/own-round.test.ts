import { ownRound } from "./own-round.ts";

const endOfRound = () => new Promise(setImmediate);

test("one a round, in the order of their coming, each up to where it waits for something else", async () => {
  const seen: string[] = [];
  const work = async (name: string) => {
    await ownRound();
    seen.push(`${name} begins`);
    await null;
    seen.push(`${name} goes on`);
  };
  const all = ["first", "second", "third"].map(work);
  for (const name of ["first", "second", "third"]) {
    await endOfRound();
    expect(seen.splice(0)).toEqual([`${name} begins`, `${name} goes on`]);
  }
  await Promise.all(all);
});

test("who comes in somebody's round has the next one, and a round that nobody asked for is not waited for", async () => {
  const seen: string[] = [];
  await ownRound();
  const later = ownRound().then(() => seen.push("later"));
  expect(seen).toEqual([]);
  await later;
  await ownRound();
  expect(seen).toEqual(["later"]);
});
