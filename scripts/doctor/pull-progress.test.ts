import { progressLine } from "./pull-progress.ts";

test("a step with bytes has a bar, one without has its words", () => {
  expect(progressLine({ status: "pulling x", done: 1.7e9, total: 3.4e9 })).toBe(
    "pulling x [##########----------]  50 %  1.7 of 3.4 GB",
  );
  expect(progressLine({ status: "success", done: null, total: null })).toBe("success");
});
