import { searchHelp } from "../../knowledge/search.ts";
import { bookingsInBrief } from "../bookings-in-brief.ts";
import type { TurnContext } from "../context.ts";
import { passagesMax } from "../limits.ts";
import { pastMessages } from "../past-messages.ts";
import type { State, Update } from "../state.ts";

/** How many earlier messages of the guest help to understand a follow-up question. */
const previousQuestionsMax = 2;
/** And how far back, tool calls and results counted. */
const recentMax = 20;

/** Finds the passages of the help centre that match what the guest asks, in the light of what she asked before and has booked. */
export async function recall(_state: State, context: TurnContext): Promise<Update> {
  const { db, question } = context;
  context.emit({ type: "status", kind: "thinking" });
  const before = (await pastMessages(context)).filter(({ seq }) => seq < question.seq).slice(-recentMax);
  const previous = before.flatMap(({ message }) => (message.role === "guest" ? [message.text] : []));
  const passages = await searchHelp(db, {
    question: question.text,
    previous: previous.slice(-previousQuestionsMax),
    context: await bookedPlaces(context),
    limit: passagesMax,
  });
  return { next: "model", passages: JSON.stringify(passages) };
}

async function bookedPlaces(context: TurnContext): Promise<string> {
  const bookings = await bookingsInBrief(context);
  return bookings
    .filter((b) => b.status === "upcoming" || b.status === "current")
    .map((b) => `${b.placeName} ${b.city}`)
    .join(" ");
}
