import { fileURLToPath } from "node:url";
import { openDatabase } from "../../../db/open.ts";
import { seedDemo } from "../../../db/seed.ts";
import { ingestArticles } from "../../../knowledge/ingest.ts";
import { searchHelp } from "../../../knowledge/search.ts";
import { sqliteBookingSystem } from "../../../tools/booking-system/sqlite-booking-system.ts";
import { catalogue, toToolSpec } from "../../../tools/catalogue.ts";
import { bookingsInBrief } from "../../bookings-in-brief.ts";
import { passagesMax } from "../../limits.ts";
import type { ModelMessage, ModelRequest } from "../model.ts";

/** For tests: the demo's guests, bookings, tools and help centre as the graph would put them into a request. */
export async function openDemo() {
  const now = Date.UTC(2026, 10, 25, 10);
  const db = openDatabase(":memory:");
  await seedDemo(db, { now });
  await ingestArticles(db, {
    folder: fileURLToPath(new URL("../../../knowledge/articles", import.meta.url)),
  });
  const tools = catalogue.map(toToolSpec);

  async function request(messages: ModelMessage[], { guest = "maria" } = {}): Promise<ModelRequest> {
    const bookings = await bookingsInBrief({
      bookings: sqliteBookingSystem(db),
      guest: { id: guest } as never,
      clock: () => now,
    });
    const asked = messages.flatMap((message) => (message.role === "guest" ? [message.text] : []));
    const booked = bookings.filter(({ status }) => status === "upcoming" || status === "current");
    const passages = await searchHelp(db, {
      question: asked.at(-1) ?? "",
      previous: asked.slice(-3, -1),
      context: booked.map(({ placeName, city }) => `${placeName} ${city}`).join(" "),
      limit: passagesMax,
    });
    const name = { maria: "Maria Oliveira", james: "James Carter", li: "Li Wei" }[guest] ?? guest;
    return { policy: "", tools, messages, guest: { name, language: "en" }, bookings, passages, now };
  }
  return { db, now, tools, request, says: (text: string) => request([{ role: "guest", text }]) };
}

export const guestSays = (text: string): ModelMessage => ({ role: "guest", text });
export const agentSays = (text: string): ModelMessage => ({ role: "agent", text, toolCalls: [] });
