import { getConversation } from "../db/conversations.ts";
import type { EventWriter, Voice } from "../db/event-writer.ts";
import { findGuest } from "../db/guests.ts";
import { type Turn, turnQuestion } from "../db/turns.ts";
import type { AgentParts, TurnContext } from "./context.ts";
import type { AgentEvent } from "./events.ts";
import { TurnEnded } from "./turn-ended.ts";

/** Gathers what the nodes of one leg need, and opens its voice, which `close` ends. Its signal also aborts when a person takes the conversation, or the log cannot be written. */
export async function turnContext(
  turn: Turn,
  { parts, writer, signal }: { parts: AgentParts; writer: EventWriter; signal: AbortSignal },
): Promise<{ context: TurnContext; voice: Voice; close: () => void }> {
  const { db } = parts;
  const conversation = await getConversation(db, { conversationId: turn.conversationId });
  const guest = await findGuest(db, { guestId: conversation.guestId });
  if (!guest) throw new Error(`conversation ${conversation.id} has no guest`);
  const question = await turnQuestion(db, { turn });
  const { emit, lastWords, settled, hush, voice, close, stopped } = openVoice(turn, { writer, signal });
  const context: TurnContext = {
    ...parts,
    turn,
    conversation,
    guest,
    question,
    emit,
    lastWords,
    settled,
    hush,
    soFar: { steps: null },
    signal: stopped,
  };
  return { context, voice, close };
}

/** How a turn speaks: into the log, in order, until a person takes the conversation. `stopped` aborts then, and with the turn's own signal. */
function openVoice(turn: Turn, { writer, signal }: { writer: EventWriter; signal: AbortSignal }) {
  const silence = new AbortController();
  const stop = () => silence.abort(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  const voice = writer.open({
    conversationId: turn.conversationId,
    turnId: turn.id,
    onLost: (error) => silence.abort(error ?? new TurnEnded("silenced")),
  });
  const settled = async (): Promise<void> => {
    if (!(await voice.settled())) throw new TurnEnded("silenced");
  };
  let isHushed = false;
  const emit = (event: AgentEvent): void => {
    if (!isHushed) voice.say(event);
  };
  const lastWords = (event: AgentEvent): void => voice.say(event);
  const hush = (): void => {
    isHushed = true;
  };
  const close = () => signal.removeEventListener("abort", stop);
  return { emit, lastWords, settled, hush, voice, close, stopped: silence.signal };
}
