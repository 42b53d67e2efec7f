import { moneyIn } from "./money-in.ts";

test.each([
  ["€312", [{ minor: 31_200, currency: "EUR" }]],
  ["at most 20.50 euros", [{ minor: 2_050, currency: "EUR" }]],
  ["1.240,00 €", [{ minor: 124_000, currency: "EUR" }]],
  ["USD 1,240", [{ minor: 124_000, currency: "USD" }]],
  ["¥42,000", [{ minor: 42_000, currency: "JPY" }]],
  ["4 nights", []],
])("amounts in %j, in minor units", (text, amounts) => {
  expect(moneyIn(text)).toEqual(amounts);
});
