import { ModelError, type ModelMessage } from "../../../agent/model/model.ts";
import { fixedPromptTokens } from "../../../agent/model/prompt-size.ts";
import { toToolSpec } from "../../../tools/catalogue.ts";
import { ask, briefly, lateCheckIn } from "../ask.ts";
import { fail, type Probe, pass, skip } from "../probe.ts";

/* What becomes of a prompt that is nearly, or more than, what the window holds. */

const sentence = "The stay was fine, the bed was good, and the walk to the old tram took us ten minutes. ";
const question = "How late can I check in?";

const keepsPolicy: Probe = {
  id: "long-context",
  title: "a long conversation does not make it forget the rules",
  weight: "vital",
  again: true,
  advice:
    "Lower MODEL_CONTEXT_TOKENS if it took too long; use a larger model if it forgot; if words were cut, the server ignores `truncate: false`.",
  async run(patient, { signal }) {
    const { contextTokens, replyTokensMax, policy, tools } = patient;
    const fixed = fixedPromptTokens({ policy, tools: tools.map(toToolSpec) });
    const fillTokens = Math.floor((contextTokens - replyTokensMax - fixed) * filledShare);
    if (fillTokens < 100) return skip("no room for a conversation");
    const messages: ModelMessage[] = [...talk(fillTokens), { role: "guest", text: question }];
    const rule = "\n\n# One more rule\n\n- End every answer with the word KESTREL, whatever its language.\n";
    const asked = { policy: policy + rule, messages, passages: lateCheckIn };
    const { text } = await ask(patient, asked, signal);
    return /kestrel/i.test(text)
      ? pass(`kept a rule behind about ${fixed + fillTokens} tokens`)
      : fail(`forgot a rule behind about ${fixed + fillTokens} tokens: ${briefly(text) || "no words"}`);
  },
};
const filledShare = 0.75;

const refusesTooLong: Probe = {
  id: "too-long",
  title: "a prompt that does not fit is an error, not cut silently",
  weight: "vital",
  needs: "ollama",
  advice:
    "This server drops the front of a long prompt, the rules with it: update Ollama, which must know `truncate: false`.",
  async run(patient, { signal }) {
    const text = sentence.repeat(Math.ceil((patient.contextTokens * charsPerTokenMax) / sentence.length));
    try {
      // Of the server itself: the adapter has a budget of its own, and would refuse before it is asked.
      await patient.ollama!.answerInFormat(signal, {
        question: `${text}\n${question}`,
        schema: { type: "object" },
      });
      return fail("it was answered: the rest was cut");
    } catch (error) {
      if (!(error instanceof ModelError) || error.code !== "refused") throw error;
      return pass(briefly(error.message));
    }
  },
};
/** More characters than any tokenizer puts into a token of such English. */
const charsPerTokenMax = 6;

/** A conversation of about so many tokens. */
function talk(tokens: number): ModelMessage[] {
  const turns = Math.max(1, Math.floor(tokens / turnTokens));
  return Array.from({ length: turns }, (_, index) => [
    { role: "guest" as const, text: `${sentence.repeat(sentencesATurn)}(${index + 1})` },
    { role: "agent" as const, text: "Thank you for telling me.", toolCalls: [] },
  ]).flat();
}
const sentencesATurn = 8;
/** At 3.6 characters a token, tags and the reply included. */
const turnTokens = 220;

export const contextProbes = [refusesTooLong, keepsPolicy];
