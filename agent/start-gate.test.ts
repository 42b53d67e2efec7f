import { ownRound } from "./own-round.ts";
import { StartGate } from "./start-gate.ts";

const endOfRound = () => new Promise(setImmediate);

test("one turn a round begins, in the order of their coming, whether or not the one before is done", async () => {
  const gate = new StartGate();
  const seen: string[] = [];
  const begin = async (name: string) => {
    await gate.enter();
    seen.push(name);
    await null;
    seen.push(`${name} waits for ever`);
    await new Promise(() => {});
  };
  const names = ["first", "second", "third"];
  for (const name of names) void begin(name);
  await new Promise(process.nextTick);
  for (const name of names) {
    expect(seen.splice(0)).toEqual([name, `${name} waits for ever`]);
    await endOfRound();
  }
});

test("many that begin do not keep from its round who asks after them", async () => {
  const gate = new StartGate();
  const seen: string[] = [];
  const begun = ["first", "second", "third"].map((name) => gate.enter().then(() => seen.push(name)));
  await null;
  await Promise.all([...begun, ownRound().then(() => seen.push("a message"))]);
  expect(seen).toEqual(["first", "a message", "second", "third"]);
});
