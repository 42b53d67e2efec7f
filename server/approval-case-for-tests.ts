import { randomUUID } from "node:crypto";
import { listCards } from "../db/actions.ts";
import { startServer } from "./rig-for-tests.ts";

/** James has confirmed the cancellation of BK-355, €1,415.00, which a person must approve: the server, Ana's requests, and her path to the case. */
export async function approvalCase() {
  const server = await startServer();
  const ana = await server.staff("ana");
  const id = `conv-${randomUUID()}`;
  await server.say("cancel BK-355", { guest: "james", id });
  const [card] = await listCards(server.db, { conversationId: id });
  const at = `/v1/chat/${id}/confirmations/${card?.confirmationId}`;
  await server.request(at, { guest: "james", json: { decision: "accept" } });
  for (const stop = AbortSignal.timeout(10_000); ; stop.throwIfAborted()) {
    const { escalations } = (await (await ana("/escalations")).json()) as { escalations: { id: string }[] };
    if (escalations[0]) return { server, ana, path: `/escalations/${escalations[0].id}` };
    await new Promise(setImmediate);
  }
}
