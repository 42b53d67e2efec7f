import type { ModelMessage, ModelRequest } from "../model.ts";
import { otherLanguage } from "./language.ts";
import { asksWhetherBot } from "./person-wish.ts";
import { say } from "./say.ts";
import { type SmallTalk, smallTalk } from "./small-talk.ts";

/** What to say to a message that asks for nothing: a greeting, thanks, a stray yes, another language. Null when it asks for something. */
export function courtesyTo(text: string, request: ModelRequest): string | null {
  if (asksWhetherBot(text)) return say.isBot;
  const kind = smallTalk(text);
  if (kind) return replies[kind](request);
  const language = otherLanguage(text);
  return language && say.otherLanguage(language);
}

const replies: Record<SmallTalk, (request: ModelRequest) => string> = {
  greeting: (request) => (hasSpoken(request.messages) ? say.greetingAgain : say.greeting(firstName(request))),
  "how-are-you": () => say.howAreYou,
  thanks: () => say.thanks,
  goodbye: () => say.goodbye,
  sorry: () => say.sorry,
  abilities: () => say.abilities,
  yes: () => say.yesToWhat,
  no: () => say.noToWhat,
};

const hasSpoken = (messages: ModelMessage[]): boolean =>
  messages.some(({ role, text }) => role === "agent" && text !== "");

export const firstName = ({ guest }: ModelRequest): string => guest.name.trim().split(/\s+/)[0] ?? "";

/** A yes or no by itself, in the languages we can refuse in. */
export function yesOrNo(text: string): "yes" | "no" | null {
  const kind = smallTalk(text);
  if (kind === "yes" || kind === "no") return kind;
  const word = text
    .toLowerCase()
    .replace(/[^\p{L} ]/gu, "")
    .trim();
  if (
    /^(?:ja|oui|sí|si|sim)(?: (?:bitte|gerne?|s[’']?il vous plaît|merci|por favor|gracias|obrigad[oa]))*$/u.test(
      word,
    )
  )
    return "yes";
  return /^(?:nein|non|não|nao)(?: (?:danke|merci|gracias|obrigad[oa]))*$/u.test(word) ? "no" : null;
}
