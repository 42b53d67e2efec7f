import type { Finding, Weight } from "./probe.ts";
import { verdictOf } from "./verdict.ts";

type Result = Finding["result"];
const verdict = (...results: [Weight, Result][]) =>
  verdictOf(results.map(([weight, result]) => ({ weight, result })));

test("all that was run and passed is fit, whatever was skipped", () => {
  expect(verdict(["vital", "pass"], ["care", "pass"], ["vital", "skip"], ["care", "skip"])).toBe("fit");
});

test("one vital failure is not fit, whatever else passed", () => {
  expect(verdict(["vital", "pass"], ["vital", "fail"], ["care", "pass"])).toBe("not fit");
});

test("a model of which nothing vital is known is not fit", () => {
  expect(verdict()).toBe("not fit");
  expect(verdict(["vital", "skip"], ["care", "pass"])).toBe("not fit");
});

test("a vital probe that needed repair, or a failed one that service survives, wants care", () => {
  expect(verdict(["vital", "repaired"])).toBe("fit with care");
  expect(verdict(["vital", "pass"], ["care", "fail"])).toBe("fit with care");
});

test("a repaired probe that is not vital, and notes, do not count", () => {
  expect(verdict(["vital", "pass"], ["care", "repaired"], ["note", "fail"])).toBe("fit");
});
