import type { ToolSpec } from "../../../tools/tool.ts";
import type { ModelMessage, ModelRequest } from "../model.ts";
import { decide } from "./decide.ts";
import { agentSays, guestSays, openDemo } from "./demo-request.ts";

const demo = await openDemo();
afterAll(() => demo.db.$client.close());

const decideOn = async (text: string) => decide(await demo.says(text));
const call = (tool: string, input: Record<string, unknown>) => ({ kind: "call", tool, input });

/** The guest's messages and our answers in turn; what the model decides on the last one. */
async function answerTo(turns: string[], { guest = "maria" } = {}) {
  const messages = turns.map((text, i) => (i % 2 === 0 ? guestSays(text) : agentSays(text)));
  return decide(await demo.request(messages, { guest }));
}

describe("which booking", () => {
  test.each([
    ["by reference, however it is written", "show me booking bk204", "BK-204"],
    ["by a number", "details of booking 131 please", "BK-131"],
    ["by city", "what are the dates of my Porto stay?", "BK-131"],
    ["by city with a slip of the pen", "what's the address of the Lisbn place?", "BK-204"],
    ["by place name", "who is the host in Alfama?", "BK-204"],
    ["by time", "details of my last trip", "BK-131"],
    ["by month", "show me the details of my December booking", "BK-204"],
    ["as the only one that is upcoming", "how many guests are on my booking?", "BK-204"],
  ])("is found %s", async (_how, text, bookingRef) => {
    expect(await decideOn(text)).toEqual(call("get_booking", { bookingRef }));
  });

  test("is the one last spoken of", async () => {
    const messages: ModelMessage[] = [
      guestSays("tell me about BK-131"),
      {
        role: "agent",
        text: "",
        toolCalls: [{ id: "1", name: "get_booking", argumentsJson: '{"bookingRef":"BK-131"}' }],
      },
      { role: "tool", toolCallId: "1", name: "get_booking", ok: true, text: "{}", result: {} },
      agentSays("A flat by the river, 3 nights"),
      guestSays("what did it cost?"),
    ];
    expect(decide(await demo.request(messages))).toEqual(call("get_booking", { bookingRef: "BK-131" }));
  });

  test("is asked for, with the bookings it could be, when two would do", async () => {
    const decision = await answerTo(["I want to cancel my booking"], { guest: "james" });
    expect(decision).toMatchObject({ kind: "ask", tool: "cancel_booking" });
    expect("text" in decision && decision.text.split("\n")).toEqual([
      "Which booking would you like to cancel?",
      expect.stringContaining("BK-310"),
      expect.stringContaining("BK-355"),
    ]);
  });

  test.each([
    "BK-355",
    "the second one",
    "the Barcelona one",
    "355",
    "the last one",
    "I think it's the one in Barcelona",
  ])("%j answers that question", async (reply) => {
    const asked = await answerTo(["I want to cancel my booking"], { guest: "james" });
    const question = "text" in asked ? asked.text : "";
    expect(await answerTo(["I want to cancel my booking", question, reply], { guest: "james" })).toEqual(
      call("cancel_booking", { bookingRef: "BK-355" }),
    );
  });

  test("in a follow-up the same is done for the other booking, but a deed is not repeated", async () => {
    const told = (text: string): ModelMessage[] => [
      { role: "agent", text: "", toolCalls: [{ id: "1", name: "x", argumentsJson: "{}" }] },
      { role: "tool", toolCallId: "1", name: "x", ok: true, text, result: {} },
      agentSays(text),
    ];
    const follow = async (first: string) =>
      decide(await demo.request([guestSays(first), ...told("BK-204 …"), guestSays("and BK-131?")]));
    expect(await follow("how much would I get back if I cancel BK-204?")).toEqual(
      call("quote_cancellation", { bookingRef: "BK-131" }),
    );
    expect(await follow("please cancel BK-204")).not.toMatchObject({ tool: "cancel_booking" });
  });

  test("of a guest without bookings is not made up", async () => {
    const decision = await answerTo(["cancel my booking"], { guest: "nobody" });
    expect(decision).toMatchObject({ kind: "say", text: expect.stringContaining("no booking") });
  });
});

describe("nothing is cancelled", () => {
  test.each([
    "how do I cancel?",
    "please explain how to cancel",
    "could you tell me how to cancel?",
    "can you tell me if I can cancel BK-204?",
    "what happens if I cancel BK-204?",
    "I have to cancel BK-204, do I get my money back?",
    "would you cancel if you were me?",
    "can the host cancel my booking?",
    "did you cancel my booking?",
    "why did you cancel my booking?!",
    "has BK-204 been cancelled?",
    "I cancelled BK-204 yesterday",
    "please do not cancel BK-204",
    "don't cancel it yet",
    "I'd never cancel without asking first",
    "I was thinking to cancel but changed my mind",
    "before I cancel BK-204 tell me what I lose",
    "I want to cancel my account",
    "I want to cancel one of the guests",
    "what is your cancellation policy?",
    "yes",
  ])("by %j", async (text) => {
    expect(await decideOn(text)).not.toMatchObject({ tool: "cancel_booking" });
  });

  test("by a yes to anything but our own offer to cancel, which names the booking", async () => {
    const offer = "You get back **€312.00**.\n\nNothing has changed so far. Would you like to cancel BK-204?";
    expect(await answerTo(["what do I get back?", offer, "yes please"])).toEqual(
      call("cancel_booking", { bookingRef: "BK-204" }),
    );
    expect(await answerTo(["what do I get back?", offer, "no"])).toMatchObject({ kind: "say" });
    expect(await answerTo(["hello", "Hello! What do you need?", "yes"])).toMatchObject({ kind: "say" });
  });
});

describe("the help centre", () => {
  test("answers from the passages at hand, in its own words, with a citation and without a call", async () => {
    const decision = await decideOn("how late can I check in?");
    expect(decision).toMatchObject({
      kind: "answer",
      text: expect.stringMatching(/22:00.*\[\[late-arrival#\d\]\]/),
    });
  });

  test("is quoted after a search, too", async () => {
    const found = await demo.says("can I bring my dog?");
    const result = { passages: found.passages };
    const messages: ModelMessage[] = [
      ...found.messages,
      { role: "agent", text: "", toolCalls: [] },
      { role: "tool", toolCallId: "1", name: "search_help_center", ok: true, text: "…", result },
    ];
    expect(decide({ ...found, messages, passages: [] })).toMatchObject({
      text: expect.stringMatching(/pet.*\[\[pets#\d\]\]/is),
    });
  });

  test("is searched for each of several questions, and what it does not answer is owned up to", async () => {
    const request = await demo.says("Can I bring my dog, and where do I park?");
    expect(decide(request)).toEqual({
      ...call("search_help_center", { question: "Can I bring my dog" }),
      more: [{ question: "where do I park?" }],
    });
    const found = async (question: string) => ({ question, passages: (await demo.says(question)).passages });
    const results = [await found("Can I bring my dog"), await found("where do I park?")];
    const then = (given: object[]): ModelMessage[] => [
      ...request.messages,
      { role: "agent", text: "", toolCalls: [] },
      ...given.map((result, at) => ({
        ...{ role: "tool" as const, toolCallId: String(at), name: "search_help_center", ok: true, text: "…" },
        result,
      })),
    ];
    const both = decide({ ...request, messages: then(results) });
    expect(both).toMatchObject({
      text: expect.stringMatching(/\[\[pets#\d\]\][\s\S]*\[\[directions-and-parking#\d\]\]/),
    });
    const one = decide({ ...request, messages: then([results[0]!, { question: "x", passages: [] }]) });
    expect(one).toMatchObject({
      text: expect.stringMatching(/\[\[pets#\d\]\][\s\S]*found nothing reliable/),
    });
  });

  test("is searched again with the words spelt right when a slip was in the way", async () => {
    const request = await demo.says("i forgot my pasword");
    expect(decide({ ...request, passages: [] })).toEqual(
      call("search_help_center", { question: "i forgot my password" }),
    );
  });
});

describe("when unsure", () => {
  test("it asks back, and the second time in a row a person takes over", async () => {
    const first = await decideOn("blorp the fizzle");
    expect(first).toMatchObject({ kind: "say", text: expect.stringContaining("not sure") });
    const again = await answerTo(["blorp the fizzle", "text" in first ? first.text : "", "grmbl frotz"]);
    expect(again).toMatchObject({ kind: "handoff", tool: "escalate_to_human" });
  });

  test("a person it offered comes on a yes", async () => {
    const offer = await decideOn("book me a flight to Rome");
    const text = "text" in offer ? offer.text : "";
    expect(text).toContain("person?");
    expect(await answerTo(["blorp the fizzle", text, "yes please"])).toMatchObject({ kind: "handoff" });
    expect(await answerTo(["blorp the fizzle", text, "no thanks"])).toMatchObject({ kind: "say" });
  });

  test("an answer that was stopped is not given again: a person takes over", async () => {
    const request = await demo.says("how late can I check in?");
    expect(decide({ ...request, correction: "Your last answer was stopped." })).toMatchObject({
      kind: "handoff",
    });
  });
});

describe("what it says", () => {
  test("it says what it is, at the first greeting and when asked", async () => {
    for (const text of ["hello!", "are you a bot?", "am I talking to a human?", "what can you do?"])
      expect(await decideOn(text)).toMatchObject({
        kind: "say",
        text: expect.stringMatching(/automatic assistant/),
      });
  });

  test.each([
    ["Guten Tag, ich möchte meine Buchung stornieren", "Englisch"],
    ["Bonjour, je voudrais annuler ma réservation", "anglais"],
    ["Hola, ¿puedo cancelar mi reserva?", "inglés"],
    ["Olá, eu gostaria de cancelar a minha reserva", "inglês"],
    ["我想取消预订", "English"],
  ])("to %j it says in that language that it knows only English, and offers a person", async (text, word) => {
    const decision = await decideOn(text);
    expect(decision).toMatchObject({ kind: "say", text: expect.stringContaining(word) });
    for (const yes of ["ja", "oui", "sí", "sim", "yes"])
      expect(await answerTo([text, "text" in decision ? decision.text : "", yes])).toMatchObject({
        kind: "handoff",
      });
  });

  test("a result is told as its tool renders it, a refusal in its own words", async () => {
    const request = await demo.says("show me my bookings");
    const told = (ok: boolean, result: unknown, text: string) =>
      decide({
        ...request,
        messages: [
          ...request.messages,
          { role: "agent", text: "", toolCalls: [] },
          { role: "tool", toolCallId: "1", name: "list_my_bookings", ok, text, result },
        ],
      });
    const nothing = { when: "all", bookings: [], notListed: 0 };
    expect(told(true, nothing, "{}")).toEqual({ kind: "say", text: "I see no bookings of yours yet." });
    expect(told(false, { refused: "not-found", say: "No such booking." }, "No such booking.")).toEqual({
      kind: "say",
      text: "No such booking.",
    });
    expect(told(true, { from: "an older version" }, "In short: none.")).toEqual({
      kind: "say",
      text: "In short: none.",
    });
    expect(told(false, { refused: "unreadable", say: "…" }, "…")).toMatchObject({ kind: "handoff" });
  });

  test("of two requests the first is served and the other one mentioned", async () => {
    const request = await demo.says("please cancel BK-204 and also show me my bookings");
    expect(decide(request)).toMatchObject({
      tool: "cancel_booking",
      say: expect.stringContaining("show me my bookings"),
    });
  });

  test("in an emergency it names the emergency number and fetches a person", async () => {
    expect(await decideOn("help, I smell gas in the flat")).toMatchObject({
      kind: "handoff",
      say: expect.stringContaining("112"),
    });
  });
});

describe("a tool that nobody wrote hints for", () => {
  const bookBike: ToolSpec = {
    name: "book_bike",
    description: "Rents a bicycle.",
    effect: "write",
    inputSchema: {
      type: "object",
      properties: {
        bookingRef: { type: "string" },
        day: { type: "string", format: "date" },
        budget: { type: "integer" },
        size: { type: "string", enum: ["small", "large"] },
      },
      required: ["bookingRef", "day"],
    },
    examples: [
      "I'd like to rent a bicycle",
      "book a bike for my stay",
      "Can we hire bikes?",
      "get me a bike",
    ],
    slots: {
      bookingRef: { kind: "booking", ask: "For which stay is the bike?" },
      day: { kind: "date", ask: "For which day would you like it?" },
      budget: { kind: "money", ask: "What may it cost?" },
    },
  };
  const withBike = (request: ModelRequest): ModelRequest => ({
    ...request,
    tools: [...request.tools, bookBike],
  });

  test("is found by its examples, and its slots are filled by their kinds", async () => {
    const request = await demo.says("please book a large bike in Lisbon for 5 December, at most €20.50");
    expect(decide(withBike(request))).toEqual(
      call("book_bike", { bookingRef: "BK-204", day: "2026-12-05", budget: 2050, size: "large" }),
    );
  });

  test("asks for what is missing, one after the other, and remembers nothing but the transcript", async () => {
    const turns = ["I want to rent a bicycle", "", "the first one", "", "on 6 December"];
    const messages: ModelMessage[] = [];
    const decisions = [];
    for (const text of turns.filter(Boolean)) {
      messages.push(guestSays(text));
      const decision = decide(withBike(await demo.request(messages, { guest: "james" })));
      decisions.push(decision);
      messages.push(agentSays("text" in decision ? decision.text : ""));
    }
    expect(decisions).toEqual([
      { kind: "ask", tool: "book_bike", text: expect.stringContaining("For which stay is the bike?") },
      { kind: "ask", tool: "book_bike", text: "For which day would you like it?" },
      call("book_bike", { bookingRef: "BK-310", day: "2026-12-06" }),
    ]);
  });

  test("is not called by a question about it", async () => {
    const request = await demo.says("how much would it cost if I rented a bicycle?");
    expect(decide(withBike(request))).not.toMatchObject({ tool: "book_bike" });
  });
});
