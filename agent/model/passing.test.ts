import { passing } from "./passing.ts";

/** A stream of these items, which fails behind them when it has an `error`, and notes what its reader does. */
function source(items: number[], error?: Error) {
  const seen = { asked: 0, left: false };
  const from = (async function* () {
    try {
      for (const item of items) {
        seen.asked++;
        yield item;
      }
      if (error) throw error;
    } finally {
      seen.left = true;
    }
  })();
  return { from, seen };
}

/** Somebody who looks at the items as they pass. */
function watcher(from: AsyncIterable<number>) {
  const told: unknown[] = [];
  const passed = passing(() => ({
    from,
    onItem: (item) => told.push(item),
    onError: (error) => told.push(error),
    onEnd: () => told.push("end"),
  }));
  return { passed, told };
}

async function read(items: AsyncIterable<number>): Promise<unknown[]> {
  const got: unknown[] = [];
  try {
    for await (const item of items) got.push(item);
  } catch (error) {
    got.push(error);
  }
  return got;
}

test("the same items pass, each told before its reader has it, and the end once", async () => {
  const { passed, told } = watcher(source([1, 2, 3]).from);
  const order: unknown[] = [];
  for await (const item of passed) order.push([item, [...told]]);
  expect(order).toEqual([
    [1, [1]],
    [2, [1, 2]],
    [3, [1, 2, 3]],
  ]);
  expect(told).toEqual([1, 2, 3, "end"]);
});

test("a failure is told, passes unchanged, and is an end", async () => {
  const gone = new Error("gone");
  const { passed, told } = watcher(source([1], gone).from);
  expect(await read(passed)).toEqual([1, gone]);
  expect(told).toEqual([1, gone, "end"]);
});

test("a reader that leaves early is followed by whoever stands before the source, and the end is told after that", async () => {
  const { from, seen } = source([1, 2]);
  const told: unknown[] = [];
  for await (const item of passing(() => ({ from, onEnd: () => told.push(seen.left) })))
    if (item === 1) break;
  expect([seen, told]).toEqual([{ asked: 1, left: true }, [true]]);
});

test("nothing begins before the first item is asked for", async () => {
  let begun = 0;
  const passed = passing(() => {
    begun++;
    return { from: source([1]).from };
  });
  const items = passed[Symbol.asyncIterator]();
  expect(begun).toBe(0);
  expect(await items.next()).toEqual({ done: false, value: 1 });
  expect(begun).toBe(1);
});

test("a beginning that is waited for, and one that fails", async () => {
  expect(await read(passing(async () => ({ from: source([1]).from })))).toEqual([1]);
  const busy = new Error("busy");
  const refusing = passing<number>(() => {
    throw busy;
  });
  expect(await read(refusing)).toEqual([busy]);
});

test("after the end, however it came, there is nothing more, and it is not told again", async () => {
  for (const error of [undefined, new Error("gone")]) {
    const { passed, told } = watcher(source([], error).from);
    const items = passed[Symbol.asyncIterator]();
    await items.next().catch(() => undefined);
    expect(await items.next()).toEqual({ done: true, value: undefined });
    await items.return?.();
    expect(told.filter((event) => event === "end")).toHaveLength(1);
  }
});
