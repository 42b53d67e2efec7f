import { PassThrough } from "node:stream";
import { gatheredBytes } from "./gathered-bytes.ts";

function reader(body: PassThrough) {
  const bytes = gatheredBytes(body)[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await bytes.next();
    return done ? null : Buffer.from(value).toString();
  };
}

test("pieces that came together are one, in order", async () => {
  const body = new PassThrough();
  const read = reader(body);
  const first = read();
  for (const text of ["one ", "two ", "three"]) body.write(text);
  expect(await first).toBe("one two three");
  body.write("four");
  expect(await read()).toBe("four");
});

test("the end comes after what was read before it, and so does a failure", async () => {
  const [ends, fails] = [new PassThrough(), new PassThrough()];
  const [read, readFailing] = [reader(ends), reader(fails)];
  ends.end("last");
  expect(await read()).toBe("last");
  expect(await read()).toBeNull();
  const failing = readFailing();
  fails.destroy(new Error("gone"));
  await expect(failing).rejects.toThrow("gone");
});
