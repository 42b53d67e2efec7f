import type { RenderedPrompt } from "../../agent/model/prompt.ts";
import { guestWordsIn } from "../../agent/model/prompt-data.ts";
import { equalPrefixShare, promptText } from "../../agent/model/prompt-share.ts";
import type { ScriptedReply, Shown } from "../../agent/model/scripted/script.ts";
import { startScriptedServer } from "../../agent/model/scripted/scripted-server.ts";
import { askFrontdesk, guestTokens } from "./guest-client.ts";
import type { Length, Measurement } from "./measurement.ts";
import { startFrontdesk } from "./processes.ts";
import { median, round } from "./statistics.ts";

/**
 * How much of each prompt the model server has read already, in characters, over a conversation of 20 turns with a tool call in most. A
 * step of compaction, which rewrites the history on purpose, is counted apart. The prompts are those that the server was sent.
 */
export async function promptShare({ quick }: Length): Promise<Measurement> {
  const server = await startScriptedServer({ script: answerWithTools });
  const frontdesk = await startFrontdesk({ modelUrl: server.url });
  try {
    const [token = ""] = await guestTokens(frontdesk.url);
    const conversationId = "bench-prompt-share";
    const questions = quick ? asked.slice(0, 4) : asked;
    for (const text of questions) await askFrontdesk({ url: frontdesk.url, token, text, conversationId });
    const prompts = server.requests
      .filter(({ path, body }) => path === "/api/chat" && (body as RenderedPrompt).messages.length > 0)
      .map(({ body }) => body as RenderedPrompt)
      .filter((prompt) => !isWarmUp(prompt));
    return { figures: figuresOf(prompts), targets: { equalPromptShare: { atLeast: 0.95 } } };
  } finally {
    await frontdesk.stop();
    await server.close();
  }
}

/** What Frontdesk had the model read when it started belongs to no conversation. */
const isWarmUp = ({ messages }: RenderedPrompt): boolean => guestWordsIn(messages[1]?.content ?? "") === "";

function figuresOf(prompts: RenderedPrompt[]): Record<string, number> {
  const steps = prompts.slice(1).map((prompt, index) => {
    const before = prompts[index] as RenderedPrompt;
    const text = promptText(prompt);
    const share = equalPrefixShare(promptText(before), text);
    return { share, chars: text.length, compaction: earlier(prompt) !== earlier(before) };
  });
  const between = steps.filter(({ compaction }) => !compaction);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const equal = sum(between.map(({ share, chars }) => share * chars));
  return {
    equalPromptShare: round(equal / sum(between.map(({ chars }) => chars)), 4),
    equalPromptShareMedian: round(median(between.map(({ share }) => share)), 4),
    equalPromptShareLeast: round(Math.min(...between.map(({ share }) => share)), 4),
    promptsSent: prompts.length,
    compactionSteps: steps.length - between.length,
  };
}

/** What a compaction wrote: the history told in brief. */
const earlier = ({ messages }: RenderedPrompt): string | undefined =>
  messages
    .slice(1)
    .map(({ content }) => /<earlier>.*?<\/earlier>/s.exec(content)?.[0])
    .find(Boolean);

/** Calls what the guest's words are about, and answers after the result. */
function answerWithTools({ guestText, lastRole }: Shown): ScriptedReply {
  const answer = { say: "Here is what I found for you. Please ask if you would like to know more." };
  if (lastRole === "tool") return answer;
  const [, call] = calls.find(([words]) => words.test(guestText)) ?? [];
  return call ? { calls: [call] } : answer;
}

const calls: [RegExp, { name: string; arguments: object }][] = [
  [/my bookings/, { name: "list_my_bookings", arguments: {} }],
  [/BK-204/, { name: "get_booking", arguments: { bookingRef: "BK-204" } }],
  [/back if I cancel/, { name: "quote_cancellation", arguments: { bookingRef: "BK-204" } }],
  [
    /pets|wifi|key|late|parking/,
    { name: "search_help_center", arguments: { query: "house rules and arrival" } },
  ],
];

const asked = [
  "Which are my bookings?",
  "Show me BK-204, please.",
  "What do I get back if I cancel it?",
  "Are pets allowed there?",
  "Thank you, that helps.",
  "Where do I find the key?",
  "Can I arrive late in the evening?",
  "Is there parking near the flat?",
  "And BK-204 is in Lisbon, right?",
  "How fast is the wifi?",
  "What do I get back if I cancel next week?",
  "Show me my bookings once more.",
  "May my sister bring her pets too?",
  "Good to know.",
  "How do I return the key at the end?",
  "Tell me about BK-204 again.",
  "Is it too late for an early check-in?",
  "What would I get back if I cancel today?",
  "Is the parking guarded at night?",
  "List my bookings a last time, please.",
];
