import { StartGate } from "./start-gate.ts";

const nextTick = () => new Promise(setImmediate);

test("one turn at a time begins, in the order of their coming, and what is due runs in between", async () => {
  const gate = new StartGate();
  const seen: string[] = [];
  const begin = async (name: string) => {
    const leave = await gate.enter();
    seen.push(name);
    return leave;
  };
  const turns = ["first", "second", "third"].map(begin);
  const leaveFirst = await turns[0];
  await nextTick();
  expect(seen).toEqual(["first"]);
  setImmediate(() => seen.push("a stream"));
  leaveFirst?.();
  leaveFirst?.();
  (await turns[1])?.();
  (await turns[2])?.();
  expect(seen).toEqual(["first", "a stream", "second", "third"]);
  (await gate.enter())();
});
