import { shiftedDates, withoutShift } from "./shift-in.ts";

const stay = { checkIn: "2026-12-04", checkOut: "2026-12-08" };

test.each([
  ["can we come a day earlier", { checkIn: "2026-12-03" }],
  ["we'd like to arrive one day later", { checkIn: "2026-12-05" }],
  ["could we check in 2 days early?", { checkIn: "2026-12-02" }],
  ["I have to leave a day earlier", { checkOut: "2026-12-07" }],
  ["we fly home two days later now", { checkOut: "2026-12-10" }],
  ["can I stay one more night?", { checkOut: "2026-12-09" }],
  ["add another night please", { checkOut: "2026-12-09" }],
  ["extend it by a week", { checkOut: "2026-12-15" }],
  ["an extra night at the beginning", { checkIn: "2026-12-03" }],
  ["shorten it by two nights", { checkOut: "2026-12-06" }],
  ["one night less", { checkOut: "2026-12-07" }],
  ["only three nights, please", { checkOut: "2026-12-07" }],
  ["push it back by a week", { checkIn: "2026-12-11", checkOut: "2026-12-15" }],
  ["postpone my stay by 3 days", { checkIn: "2026-12-07", checkOut: "2026-12-11" }],
  ["bring the whole trip forward two days", { checkIn: "2026-12-02", checkOut: "2026-12-06" }],
  ["a day earlier", { checkIn: "2026-12-03", checkOut: "2026-12-07" }],
  ["arrive a day later and leave a day earlier", { checkIn: "2026-12-05", checkOut: "2026-12-07" }],
])("%j, of a stay of 4–8 December", (text, dates) => expect(shiftedDates(text, stay)).toEqual(dates));

test.each([
  ["nights that are only told", "it was a stay of four nights"],
  ["a day by its date", "move it to 11 December"],
  ["how long money takes", "does the refund take ten days?"],
  ["other things that are earlier", "can we check in earlier?"],
])("%s move nothing: %j", (_what, text) => expect(shiftedDates(text, stay)).toEqual({}));

test("its numbers are taken out before dates are looked for", () =>
  expect(withoutShift("2 days later, on the 6th")).toBe("  later, on the 6th"));
