import { ownRound, thenInOwnRound } from "./own-round.ts";

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

test("what comes at once is not waited for, and what comes late to many in one moment goes on one a round", async () => {
  let isOver = false;
  const round = endOfRound().then(() => {
    isOver = true;
  });
  expect(await thenInOwnRound(Promise.resolve("here"))).toBe("here");
  expect(isOver).toBe(false);
  await round;

  const seen: string[] = [];
  let answer = (_: string) => {};
  const answered = new Promise<string>((resolve) => {
    answer = resolve;
  });
  for (const name of ["first", "second"])
    void thenInOwnRound(answered).then((word) => seen.push(`${name} ${word}`));
  await endOfRound();
  await endOfRound();
  answer("heard");
  await null;
  await endOfRound();
  const inOneRound = [...seen];
  await endOfRound();
  expect([inOneRound, seen]).toEqual([["first heard"], ["first heard", "second heard"]]);
  await expect(thenInOwnRound(Promise.reject(new Error("unreachable")))).rejects.toThrow("unreachable");
});
