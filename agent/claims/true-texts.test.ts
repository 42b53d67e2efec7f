import { readdir, readFile } from "node:fs/promises";
import { demoBookings } from "../../db/demo-bookings.ts";
import { demoGuests } from "../../db/demo-guests.ts";
import { demoPlaces } from "../../db/demo-places.ts";
import { parseArticle } from "../../knowledge/article-file.ts";
import { type Chunk, chunkArticle } from "../../knowledge/chunk.ts";
import { splitSentences } from "../../knowledge/sentences.ts";
import { call, contextOf, demoNow, inWords, seededDatabase } from "../../tools/seeded-context-for-tests.ts";
import { bookingsInBrief } from "../bookings-in-brief.ts";
import type { ModelMessage } from "../model/model.ts";
import { request, say } from "./gate-for-tests.ts";

const folder = new URL("../../knowledge/articles/", import.meta.url);

async function allChunks(): Promise<Chunk[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md"));
  const files = await Promise.all(
    names.map(async (name) => ({ name, content: await readFile(new URL(name, folder), "utf8") })),
  );
  return files.map(parseArticle).flatMap(chunkArticle);
}

test("every sentence of every help article may be said when its passage was found", async () => {
  const chunks = await allChunks();
  expect(chunks.length).toBeGreaterThan(100);
  const stopped: string[] = [];
  for (const chunk of chunks) {
    const about = request({ passages: [{ ...chunk, score: 20, coverage: 1 }] });
    const texts = [...splitSentences(chunk.text), chunk.text];
    for (const text of texts) {
      const shown = say(`${text} [[${chunk.id}]]`, about);
      if (shown.violation !== null) stopped.push(`${chunk.id} ${shown.violation}: ${text}`);
    }
  }
  expect(stopped).toEqual([]);
});

const nights = { checkIn: "2026-12-04", checkOut: "2026-12-08", people: 2 };
const stays: [string, Record<string, unknown>][] = [
  ["search_stays", { where: "Lisbon", ...nights, perNightMax: 60, wishes: ["pets", "jacuzzi"] }],
  ["search_stays", { likeBooking: "BK-204" }],
  ["search_stays", { where: "Porto", ...nights, people: 9 }],
  ["search_stays", { where: "Paris", ...nights }],
  ["search_stays", {}],
  ...demoPlaces.map(({ id }): [string, Record<string, unknown>] => [
    "check_availability",
    { place: id, ...nights },
  ]),
  ["check_availability", { place: "lisbon-loft", ...nights, checkIn: "2026-11-20" }],
  ["check_availability", { place: "lisbon-loft", ...nights, checkOut: "2027-08-01" }],
  ["book_stay", { place: "lisbon-loft", ...nights }],
  ["book_stay", { place: "Lisbon", ...nights }],
];

test("whatever a tool tells a guest in words may be said when the tool was called", async () => {
  const db = await seededDatabase();
  const stopped: string[] = [];
  let told = 0;
  for (const { id: guestId } of demoGuests) {
    const context = await contextOf(db, guestId);
    const guest = { id: guestId, name: guestId, language: "en" };
    const bookings = await bookingsInBrief({
      bookings: context.bookings,
      guest,
      clock: () => demoNow,
    } as Parameters<typeof bookingsInBrief>[0]);
    const refs = demoBookings.map(({ ref }) => ref);
    const calls: [string, Record<string, unknown>][] = [
      ["list_my_bookings", { when: "all" }],
      ["list_my_bookings", { when: "past" }],
      ["refund_status", {}],
      ...stays,
      ...refs.flatMap((bookingRef): [string, Record<string, unknown>][] => [
        ["get_booking", { bookingRef }],
        ["quote_cancellation", { bookingRef }],
        ["refund_status", { bookingRef }],
      ]),
    ];
    for (const [name, input] of calls) {
      const outcome = await call(context, name, input);
      if (outcome.kind !== "result" && outcome.kind !== "refused") continue;
      const ok = outcome.kind === "result";
      const text = ok ? inWords(outcome, name) : outcome.refusal.say;
      const message: ModelMessage = {
        role: "tool",
        toolCallId: "1",
        name,
        ok,
        text: ok ? JSON.stringify(outcome.result) : text,
        result: ok ? outcome.result : null,
      };
      told++;
      const shown = say(
        text,
        request({ messages: [{ role: "guest", text: "Please look" }, message], bookings }),
      );
      if (shown.violation !== null || shown.text !== text)
        stopped.push(`${name} ${shown.violation}: ${text}`);
    }
  }
  db.$client.close();
  expect(told).toBeGreaterThan(100);
  expect(stopped).toEqual([]);
});
