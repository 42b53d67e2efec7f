import { listEscalations } from "../db/escalation-list.ts";
import { scriptedModel } from "./model/scripted/scripted-model.ts";
import { startRig } from "./rig-for-tests.ts";

test("the person who takes over reads what the guest wrote and what was refunded", async () => {
  const model = scriptedModel([
    { calls: [{ name: "cancel_booking", arguments: { bookingRef: "BK-204" } }] },
    { calls: [{ name: "escalate_to_human", arguments: { reason: "The guest asked for a person." } }] },
  ]);
  const rig = await startRig({ model });
  await rig.say("cancel BK-204");
  await rig.press("accept");
  await rig.run();
  await rig.say("and now a person please");
  const [escalation] = await listEscalations(rig.db, {});
  expect(escalation?.summary).toMatch(
    /^Maria Oliveira wrote: “cancel BK-204” · “and now a person please” Told by the system: Done: BK-204 .*€312\.00/,
  );
  expect(escalation?.summary).not.toMatch(/cancel_booking|escalate_to_human/);
});
