import { retryDelayMs, retryPolicy } from "./retry.ts";

test("delays grow from a second to an hour, and after the tenth attempt it is given up", () => {
  const delays = Array.from({ length: 10 }, (_, i) => retryDelayMs(i + 1, retryPolicy));
  expect(delays).toEqual([
    1_000,
    4_000,
    16_000,
    64_000,
    256_000,
    1_024_000,
    3_600_000,
    3_600_000,
    3_600_000,
    null,
  ]);
});
