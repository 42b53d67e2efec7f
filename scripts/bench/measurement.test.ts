import { missed } from "./measurement.ts";

test("a figure at its bound is met; one beyond it, or that is no number, is missed", () => {
  const figures = { atBound: 5, above: 5.1, below: 0.94, broken: Number.NaN, free: 9 };
  const targets = {
    atBound: { atMost: 5 },
    above: { atMost: 5 },
    below: { atLeast: 0.95 },
    broken: { atMost: 1 },
    neverMeasured: { atLeast: 0 },
  };
  expect(missed({ figures, targets })).toEqual(["above", "below", "broken", "neverMeasured"]);
});
