import { heldOutQuestions, tuneQuestions } from "../../../knowledge/guest-questions.ts";
import { decide } from "./decide.ts";
import { openDemo } from "./demo-request.ts";

/* No deed is offered that was not asked for; "nothing is cancelled" stands in decide.test.ts. */

const demo = await openDemo();
afterAll(() => demo.db.$client.close());

const writes = demo.tools.filter(({ effect }) => effect === "write").map(({ name }) => name);
const decideOn = async (text: string) => decide(await demo.says(text));

describe("nothing is changed", () => {
  test.each([
    "can I change the dates of a booking?",
    "can we stay longer if our flight is delayed?",
    "can we arrive a day earlier without paying extra?",
    "how much would it be to come a day earlier?",
    "can we check in two hours earlier?",
    "a plumber is coming with 2 people tomorrow",
    "The host told me the booking has to be cancelled.",
    "nothing has to be cancelled",
    "why has my booking to be cancelled?",
    "three of us are coming, how do we get the keys?",
    "we had to leave a day earlier last time",
    "my mother is joining us for dinner",
  ])("by %j", async (text) => {
    const decision = await decideOn(text);
    expect("tool" in decision && writes.includes(decision.tool) ? decision : null).toBeNull();
  });

  test.each([
    ["can we stay one more night?", "change_dates"],
    ["my sister is joining us, so we are three", "change_guests"],
    ["Lisbon has to be cancelled.", "cancel_booking"],
  ])("but %j asks for it", async (text, tool) => expect(await decideOn(text)).toMatchObject({ tool }));
});

test("a question for the help centre, as guests ask them, is never taken for an order", async () => {
  const rash: string[] = [];
  for (const { asks } of [...tuneQuestions, ...heldOutQuestions]) {
    const decision = await decideOn(asks);
    if ("tool" in decision && writes.includes(decision.tool)) rash.push(asks);
  }
  expect(rash).toEqual([]);
});
