import type { ModelMessage } from "../model.ts";
import { decide } from "./decide.ts";
import { agentSays, guestSays, openDemo } from "./demo-request.ts";

/* What a message means by what was said before it. */

const demo = await openDemo();
afterAll(() => demo.db.$client.close());

const call = (tool: string, input: Record<string, unknown>) => ({ kind: "call", tool, input });

/** The guest's messages and our answers in turn; what the model decides on the last one. */
async function answerTo(turns: string[], { guest = "maria" } = {}) {
  const messages = turns.map((text, i) => (i % 2 === 0 ? guestSays(text) : agentSays(text)));
  return decide(await demo.request(messages, { guest }));
}

describe("a yes", () => {
  const free =
    "**Tram View Flat in Estrela**, Lisbon, is free.\n\nNothing is booked. Would you like to book it?";
  const asked = { place: "Tram View Flat", checkIn: "2026-12-10", checkOut: "2026-12-13", people: 2 };
  const told = (name: string, input: object, text: string, ok = true): ModelMessage[] => [
    { role: "agent", text: "", toolCalls: [{ id: "1", name, argumentsJson: JSON.stringify(input) }] },
    { role: "tool", toolCallId: "1", name, ok, text, result: {} },
    agentSays(text),
  ];
  const answered = async (messages: ModelMessage[], text: string) =>
    decide(await demo.request([guestSays("is it free?"), ...messages, guestSays(text)]));

  test("to an offered place books it as it was asked about, a no does nothing", async () => {
    const offer = told("check_availability", asked, free);
    expect(await answered(offer, "yes please")).toEqual(call("book_stay", asked));
    expect(await answered(offer, "ok, never mind")).toMatchObject({ kind: "say" });
    expect(await answered(offer, "ok, let me think about it")).toMatchObject({ kind: "say" });
  });

  test("to a refused call, or to one that lacks what the deed needs, does nothing", async () => {
    expect(await answered(told("check_availability", asked, free, false), "yes")).toMatchObject({
      kind: "say",
    });
    const { people: _, ...noPeople } = asked;
    expect(await answered(told("check_availability", noPeople, free), "yes")).toMatchObject({ kind: "say" });
  });

  test("to a price is not enough, but 'go ahead' is; what it is about decides the deed", async () => {
    const dates = { bookingRef: "BK-204", checkOut: "2026-12-10" };
    const quote = told("quote_change", dates, "It costs €132.00 more. Nothing has changed so far.");
    expect(await answered(quote, "yes")).toMatchObject({ kind: "say" });
    expect(await answered(quote, "ok do it")).toEqual(call("change_dates", dates));
    const three = { bookingRef: "BK-204", people: 3 };
    expect(await answered(told("quote_change", three, "It costs nothing."), "go ahead")).toEqual(
      call("change_guests", three),
    );
    const nothing = told("quote_change", { bookingRef: "BK-204" }, "Which new dates?", false);
    expect(await answered(nothing, "go ahead")).toMatchObject({ kind: "say" });
  });

  test("to a refund that was worked out asks for that refund; to a person, for a person", async () => {
    const refund = { bookingRef: "BK-131", items: ["deposit"] };
    const offer =
      "For BK-131 you get back **€300.00**. Nothing has changed so far. Would you like me to refund it?";
    expect(await answered(told("quote_refund", refund, offer), "yes")).toEqual(
      call("request_refund", refund),
    );
    const person = "No rule gives that back. Would you like me to pass this to a person?";
    expect(await answered(told("quote_refund", refund, person), "yes")).toMatchObject({ kind: "handoff" });
  });
});

describe("an answer to our question", () => {
  const search = async (...turns: string[]) => answerTo(turns, { guest: "jonas" });
  const question =
    "To search, I need to know where you would like to stay and how many people will stay. Could you tell me?";
  const refused: ModelMessage[] = [
    { role: "agent", text: "", toolCalls: [{ id: "1", name: "search_stays", argumentsJson: "{}" }] },
    {
      role: "tool",
      toolCallId: "1",
      name: "search_stays",
      ok: false,
      text: question,
      result: { refused: "not-met" },
    },
    agentSays(question),
  ];
  const first = "I'm looking for somewhere to stay from 12 to 15 December";

  test("may be a place or a number and nothing else", async () => {
    const dates = { checkIn: "2026-12-12", checkOut: "2026-12-15" };
    const messages = [guestSays(first), ...refused, guestSays("Lisbon")];
    expect(decide(await demo.request(messages, { guest: "jonas" }))).toEqual(
      call("search_stays", { where: "Lisbon", ...dates }),
    );
    const more = [...messages, ...refused, guestSays("two")];
    expect(decide(await demo.request(more, { guest: "jonas" }))).toEqual(
      call("search_stays", { where: "Lisbon", ...dates, people: 2 }),
    );
  });

  test("is none when it asks for something else", async () => {
    const messages = [guestSays(first), ...refused, guestSays("what is your cancellation policy?")];
    expect(decide(await demo.request(messages, { guest: "jonas" }))).not.toMatchObject({
      tool: "search_stays",
    });
    expect(await search(first, question, "I want a person")).toMatchObject({ kind: "handoff" });
  });

  test("to which booking shall be cancelled is none when it asks what would come back", async () => {
    const question = "Which booking would you like to cancel?";
    const turns = ["I want to cancel my booking", question, "hm, what would I get back for New York?"];
    expect(await answerTo(turns, { guest: "james" })).toEqual(
      call("quote_cancellation", { bookingRef: "BK-310" }),
    );
  });
});

test("who asked whether a place is free need not say again when and for how many to book it", async () => {
  const input = { place: "Studio in Belém", checkIn: "2027-01-10", checkOut: "2027-01-13", people: 1 };
  const messages: ModelMessage[] = [
    guestSays("is Studio in Belém free?"),
    {
      role: "agent",
      text: "",
      toolCalls: [{ id: "1", name: "check_availability", argumentsJson: JSON.stringify(input) }],
    },
    {
      role: "tool",
      toolCallId: "1",
      name: "check_availability",
      ok: true,
      text: "{}",
      result: { placeId: "b", place: "Studio in Belém" },
    },
    agentSays("It is free."),
  ];
  const request = async (text: string) =>
    decide(await demo.request([...messages, guestSays(text)], { guest: "jonas" }));
  expect(await request("please book it")).toEqual(call("book_stay", input));
  expect(await request("please book it for two people")).toEqual(call("book_stay", { ...input, people: 2 }));
});

test("beside a card, what it would bring is told by the tool for that, not by a look at refunds that were made", async () => {
  const messages: ModelMessage[] = [
    guestSays("please cancel my Lisbon booking"),
    {
      role: "agent",
      text: "",
      toolCalls: [{ id: "1", name: "cancel_booking", argumentsJson: '{"bookingRef":"BK-204"}' }],
    },
    { role: "tool", toolCallId: "1", name: "cancel_booking", ok: true, text: "offered", result: {} },
    agentSays("Please look at the card above."),
  ];
  const ask = async (text: string) => decide(await demo.request([...messages, guestSays(text)]));
  expect(await ask("hm wait, will I get everything back?")).toEqual(
    call("quote_cancellation", { bookingRef: "BK-204" }),
  );
  expect(await ask("when will I get everything back?")).not.toMatchObject({
    tool: "quote_cancellation",
  });
});

test("'the first one' after a search is a place, after a list of bookings a booking", async () => {
  const told = (name: string, result: object, text: string): ModelMessage[] => [
    guestSays("show me"),
    {
      role: "agent",
      text: "",
      toolCalls: [
        { id: "1", name, argumentsJson: '{"checkIn":"2026-12-12","checkOut":"2026-12-15","people":2}' },
      ],
    },
    { role: "tool", toolCallId: "1", name, ok: true, text, result },
    agentSays(text),
  ];
  const ask = async (messages: ModelMessage[]) =>
    decide(await demo.request([...messages, guestSays("tell me more about the first one")]));
  const stays = [{ placeId: "lisbon-tram", place: "Tram View Flat in Estrela" }];
  const found = told("search_stays", { stays }, "1. Tram View Flat in Estrela");
  expect(await ask(found)).toMatchObject({
    tool: "check_availability",
    input: { place: "Tram View Flat in Estrela", checkIn: "2026-12-12" },
  });
  const bookings = told("list_my_bookings", { bookings: [] }, "BK-204 and BK-131");
  expect(await ask([...found, ...bookings])).toEqual(call("get_booking", { bookingRef: "BK-204" }));
});
