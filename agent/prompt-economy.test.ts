import { ingestArticles } from "../knowledge/ingest.ts";
import type { ModelRequest } from "./model/model.ts";
import { type RenderedPrompt, renderPrompt } from "./model/prompt.ts";
import { equalPrefixChars, promptText } from "./model/prompt-share.ts";
import type { Script, ScriptedReply } from "./model/scripted/script.ts";
import { scriptedModel } from "./model/scripted/scripted-model.ts";
import { outcomeIn, startRig } from "./rig-for-tests.ts";

type Turn = [question: string, ...replies: ScriptedReply[]];
const call = (name: string, given: Record<string, unknown> = {}) => ({ calls: [{ name, arguments: given }] });
const booking = (bookingRef: string) => call("get_booking", { bookingRef });
const quote = (bookingRef: string) => call("quote_cancellation", { bookingRef });

/** Twenty questions as guests ask them: of the help centre, of bookings with a tool, of what was said before. */
const conversation: Turn[] = [
  ["Hi, what have I booked?", call("list_my_bookings"), { say: "You can see your bookings above." }],
  ["When can I check in at the loft?", booking("BK-204"), { say: "In the afternoon." }],
  ["And how late can I arrive?", { say: "Late arrivals let themselves in." }],
  ["Is there parking?", { say: "Please ask your host about parking." }],
  ["What would I get back if I cancel BK-204?", quote("BK-204"), { say: "All of it." }],
  ["Why is that?", { say: "Because of the policy of this place." }],
  ["Thanks", { say: "You are welcome." }],
  ["Can I bring my dog?", { say: "That depends on the place." }],
  ["Which booking is the next one?", call("list_my_bookings"), { say: "The loft in Alfama." }],
  ["Where exactly is it?", booking("BK-204"), { say: "In the old town." }],
  ["How do I get an invoice?", { say: "You find it in your account." }],
  ["Does it show the cleaning fee?", { say: "Yes, it does." }],
  ["When would a refund arrive?", { say: "That depends on your bank." }],
  ["And if I cancel later?", quote("BK-204"), { say: "Then it may be less." }],
  ["Is the deposit part of it?", { say: "A deposit is something else." }],
  ["Is there a washing machine?", booking("BK-204"), { say: "I do not know." }],
  ["Is smoking allowed?", { say: "No, it is not." }],
  [
    "Was anything refunded for BK-204 yet?",
    call("refund_status", { bookingRef: "BK-204" }),
    { say: "Nothing." },
  ],
  ["Good. What is the address again?", booking("BK-204"), { say: "It is shown above." }],
  ["That was all, thank you!", { say: "Have a good stay." }],
];

async function startHelped(script: Script, given: Partial<Parameters<typeof startRig>[0]> = {}) {
  const model = scriptedModel(script);
  const rig = await startRig({ model, ...given });
  if (!given.db) await ingestArticles(rig.db, { folder: "knowledge/articles" });
  return { ...rig, model };
}

const briefOf = ({ messages }: RenderedPrompt) =>
  /<earlier>.*?<\/earlier>/s.exec(messages.map((m) => m.content).join("\n"))?.[0] ?? "";

/** Of every prompt but the first and those of a step: how much of it the prompt before had already. */
function sharesOf(requests: ModelRequest[]) {
  const prompts = requests.map(renderPrompt);
  const pairs = prompts.slice(1).map((after, index) => ({ before: prompts[index]!, after }));
  const between = pairs.filter(({ before, after }) => briefOf(before) === briefOf(after));
  const texts = between.map(({ before, after }) => ({
    before: promptText(before),
    after: promptText(after),
  }));
  const equal = texts.reduce((sum, { before, after }) => sum + equalPrefixChars(before, after), 0);
  const total = texts.reduce((sum, { after }) => sum + after.length, 0);
  return {
    share: equal / total,
    keptWhole: texts.every(({ before, after }) => after.startsWith(before)),
    steps: pairs.length - between.length,
  };
}

const play = async (rig: { say: Say }, turns: Turn[]) => {
  for (const [question] of turns) expect(outcomeIn(await rig.say(question))).toBe("reply");
};
type Say = Awaited<ReturnType<typeof startRig>>["say"];
const repliesOf = (turns: Turn[]): Script => turns.flatMap(([, ...replies]) => replies);

/** Played once: twenty turns are the dear part. */
let whole: Awaited<ReturnType<typeof startHelped>>;
beforeAll(async () => {
  whole = await startHelped(repliesOf(conversation));
  await play(whole, conversation);
}, 180_000);

test("over twenty turns with tools 95 % of a prompt's characters are those of the prompt before, outside steps", () => {
  const { share, keptWhole, steps } = sharesOf(whole.model.requests);
  expect(share).toBeGreaterThanOrEqual(0.95);
  expect(keptWhole).toBe(true);
  expect(steps).toBeLessThanOrEqual(3);
});

test("a restart in the middle changes no prompt", async () => {
  const before = await startHelped(repliesOf(conversation.slice(0, 9)));
  await play(before, conversation.slice(0, 9));
  const { db, conversationId } = before;
  const after = await startHelped(repliesOf(conversation.slice(9)), { db, conversationId });
  await play(after, conversation.slice(9));
  const texts = (requests: ModelRequest[]) =>
    // Ids of calls are made up by the scripted model, from the number of its requests.
    requests.map((request) => promptText(renderPrompt(request)).replace(/call_\d+_/g, "call_"));
  expect([...texts(before.model.requests), ...texts(after.model.requests)]).toEqual(
    texts(whole.model.requests),
  );
}, 180_000);

test("a question to the help centre costs one call of the model, a question with one tool two", async () => {
  const rig = await startHelped([
    { say: "Late arrivals let themselves in." },
    booking("BK-204"),
    { say: "Yes." },
  ]);
  await rig.say("How late can I arrive?");
  expect(rig.model.requests).toHaveLength(1);
  expect(rig.model.requests[0]?.passages.map(({ id }) => id)).toContain("late-arrival#0");
  await rig.say("When does my stay begin?");
  expect(rig.model.requests).toHaveLength(3);
});

test("a passage found for an earlier question may still be cited; one that was never found may not", async () => {
  const rig = await startHelped([
    { say: "Late arrivals let themselves in." },
    { say: "As I said, with a code. [[late-arrival#0]] [[late-arrival#99]]" },
  ]);
  await rig.say("How late can I arrive?");
  const events = await rig.say("Thanks");
  expect(rig.model.requests.at(-1)?.passages).toEqual([]);
  expect(events.flatMap((event) => (event.type === "source" ? [event.sourceId] : []))).toEqual([
    "late-arrival#0",
  ]);
});

test("what a message was answered with stays with it: the next hour and other passages are told later", async () => {
  const rig = await startHelped([{ say: "Yes." }, { say: "Yes." }]);
  await rig.say("How late can I arrive?");
  rig.clock.now += 3_600_000;
  await rig.say("Is smoking allowed?");
  const [first, second] = rig.model.requests.map((request) => promptText(renderPrompt(request)));
  expect(second?.startsWith(first ?? "never")).toBe(true);
  expect(second?.slice(first?.length)).toContain("11:00 to 11:59 UTC");
});
