import { ownRound, thenInOwnRound } from "./own-round.ts";

const endOfRound = () => new Promise(setImmediate);
/** All that is ready has gone on, in the same round. */
const atRest = () => new Promise(process.nextTick);

test("one a round, in the order of their coming, each up to where it waits for something else", async () => {
  const seen: string[] = [];
  const work = async (name: string) => {
    await ownRound();
    seen.push(`${name} begins`);
    await null;
    seen.push(`${name} goes on`);
  };
  const all = ["first", "second", "third"].map(work);
  await atRest();
  for (const name of ["first", "second", "third"]) {
    expect(seen.splice(0)).toEqual([`${name} begins`, `${name} goes on`]);
    await endOfRound();
  }
  await Promise.all(all);
});

test("a free round is had at once, who comes in somebody's has the next one, and one that nobody asked for is not waited for", async () => {
  const seen: string[] = [];
  let isOver = false;
  const over = endOfRound().then(() => {
    isOver = true;
  });
  await ownRound();
  expect(isOver).toBe(false);
  const later = ownRound().then(() => seen.push("later"));
  expect(seen).toEqual([]);
  await later;
  await over;
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
  await atRest();
  const inOneRound = [...seen];
  await endOfRound();
  expect([inOneRound, seen]).toEqual([["first heard"], ["first heard", "second heard"]]);
  await expect(thenInOwnRound(Promise.reject(new Error("unreachable")))).rejects.toThrow("unreachable");
});
