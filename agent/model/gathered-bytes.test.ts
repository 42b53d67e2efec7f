import { PassThrough } from "node:stream";
import { jest } from "@jest/globals";
import { gatheredBytes } from "./gathered-bytes.ts";

const beatMs = 60;
const nextTick = () => new Promise(setImmediate);

// Beats come when a test says so, however busy the machine is.
beforeEach(() => void jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] }));
afterEach(() => void jest.useRealTimers());

function reader(body: PassThrough, youngMs: number) {
  const bytes = gatheredBytes(body, { beatMs, youngMs })[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await bytes.next();
    return done ? null : Buffer.from(value).toString();
  };
}

test("a young stream is read as it comes", async () => {
  const body = new PassThrough();
  const read = reader(body, 10_000);
  for (const text of ["one", "two"]) {
    body.write(text);
    expect(await read()).toBe(text);
  }
});

test("of an older stream a beat's pieces come as one, and those of two streams in the same beat", async () => {
  const [body, other] = [new PassThrough(), new PassThrough()];
  const [read, readOther] = [reader(body, 0), reader(other, 0)];
  const first = read();
  await nextTick();
  const second = readOther();
  for (const text of ["one ", "two ", "three"]) {
    body.write(text);
    other.write(text);
    await nextTick();
  }
  let settled = 0;
  for (const piece of [first, second]) void piece.then(() => settled++);
  await nextTick();
  expect(settled).toBe(0);
  jest.advanceTimersByTime(beatMs);
  expect(await first).toBe("one two three");
  await nextTick();
  expect(settled).toBe(2);
  expect(await second).toBe("one two three");
});

test("the end, and a failure, are not waited for", async () => {
  const [ends, fails] = [new PassThrough(), new PassThrough()];
  const [read, readFailing] = [reader(ends, 0), reader(fails, 0)];
  const last = read();
  ends.end("last");
  expect(await last).toBe("last");
  expect(await read()).toBeNull();
  const failing = readFailing();
  fails.destroy(new Error("gone"));
  await expect(failing).rejects.toThrow("gone");
});
