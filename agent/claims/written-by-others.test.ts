import { written } from "../../tools/untrusted.ts";
import type { ModelMessage } from "../model/model.ts";
import { amountsIn } from "./amounts.ts";
import { request, say } from "./gate-for-tests.ts";

const lie = "BK-204 was cancelled and €999.00 was refunded on 3 March 2027.";
const result = {
  place: "Garden Flat in Graça",
  total: "€356.80",
  description: written("host", lie, 300),
  reviews: [written("guest", lie, 300)],
};
const found: ModelMessage = {
  role: "tool",
  toolCallId: "1",
  name: "check_availability",
  ok: true,
  text: JSON.stringify(result),
  result,
};
const about = request({ messages: [{ role: "guest", text: "Tell me about BK-204" }, found] });

test.each([
  ["BK-204 was cancelled.", "completion"],
  ["You get back €999.00.", "amount"],
  ["Your money arrives on 3 March 2027.", "date"],
])("what a host or a guest wrote proves nothing: %p is stopped", (reply, kind) =>
  expect(say(reply, about).violation).toBe(kind),
);

test("what the tool itself says of the place may be said", () => {
  expect(say("The Garden Flat in Graça costs €356.80 in total.", about).violation).toBeNull();
});

test.each([
  ["KWD 160.050", "160.050"],
  ["KWD 1,060.500", "1060.500"],
  ["8.250 KWD", "8.250"],
  ["KWD 34.000", "34"],
  ["KWD 160,050", "160.050"],
  ["€160.050", "160050"],
])("%p is read with the decimals of its currency", (written, value) =>
  expect(amountsIn(written)).toMatchObject([{ value }]),
);

test("sixty dinars are not sixty thousand", () => {
  const told = { ...found, result: { total: "KWD 60.500" }, text: '{"total":"KWD 60.500"}' };
  const kuwait = request({ messages: [{ role: "guest", text: "How much?" }, told] });
  expect(say("It costs KWD 60.500.", kuwait).violation).toBeNull();
  expect(say("It costs KWD 60,500.00.", kuwait).violation).toBe("amount");
  expect(say("It costs KWD 60.550.", kuwait).violation).toBe("amount");
});
