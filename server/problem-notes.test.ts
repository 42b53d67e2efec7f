import type { LoggedEvent } from "../agent/events.ts";
import { listCards } from "../db/actions.ts";
import { startServer } from "./rig-for-tests.ts";

/* Li, in Tokyo since yesterday, reports over HTTP what is broken; her open chat is told what became of it. */

let rig: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  rig = await startServer();
  await rig.say("I want to report a problem with BK-417: the heating is broken", { guest: "li" });
  const [card] = await listCards(rig.db, { conversationId: rig.conversationId });
  expect(card?.action).toBe("report_problem");
  const at = `/v1/chat/${rig.conversationId}/confirmations/${card?.confirmationId}`;
  await rig.request(at, { guest: "li", json: { decision: "accept" } });
  await rig.eventsUntil((event) => event.type === "receipt", { guest: "li" });
});
afterEach(() => rig.close());

const isNote = (event: LoggedEvent) => event.type === "problem-note";
const told = async () => (await rig.eventsUntil(isNote, { guest: "li" })).at(-1);

test("a reply that staff write down reaches the guest's chat, and the transcript of any client", async () => {
  const ana = await rig.staff();
  const { problems } = (await (await ana("/problems")).json()) as { problems: { id: string }[] };
  const words = "The boiler was reset.";
  await ana(`/problems/${problems[0]?.id}/reply`, { json: { outcome: "fixed", words } });
  expect(await told()).toMatchObject({ state: "answered", hostName: "Kenji", hostWords: words });
  const transcript = await (await rig.request(`/v1/chat/${rig.conversationId}`, { guest: "li" })).text();
  expect(transcript).toContain(`Kenji: “${words}”`);
});

test("24 hours without a reply are told by the server's own clock", async () => {
  rig.moveClock(24 * 3_600_000);
  expect(await told()).toMatchObject({ state: "overdue", hostName: "Kenji", hostWords: null });
}, 15_000);
