import { numberIn, peopleIn } from "./numbers.ts";

test.each([
  ["3", 3],
  ["Twelve", 12],
  ["a", 1],
  ["a couple of", 2],
  ["several", undefined],
])("the number %j", (word, number) => expect(numberIn(word)).toBe(number));

test.each([
  ["for two", 2],
  ["4 guests", 4],
  ["two adults and a child", 3],
  ["2 adults, 2 kids and a baby", 5],
  ["a family of five", 5],
  ["there will be three of us", 3],
  ["we're 3 instead of 2 people", 3],
  ["just me", 1],
  ["a single traveller", 1],
  ["my daughter comes too, so 3", 3],
  ["five in total", 5],
  ["my wife and I", 2],
  ["a flat for 3 from 4 to 8 December", 3],
])("people in %j", (text, people) => expect(peopleIn(text)).toBe(people));

test.each([
  ["what is added", "add one more person"],
  ["nights", "for two nights"],
  ["a date", "for 4 December"],
  ["a price", "for 4€"],
  ["a bare number that nobody asked for", "two"],
])("%s is no number of people: %j", (_what, text) => expect(peopleIn(text)).toBeUndefined());

test.each([
  ["two", 2],
  ["we are 3", 3],
  ["4!", 4],
  ["for six", 6],
  ["the second one", undefined],
  ["many", undefined],
])("asked for it, %j", (text, people) => expect(peopleIn(text, { bare: true })).toBe(people));
