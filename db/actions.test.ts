import { offerAction } from "./actions.ts";
import { endLeg, startLeg } from "./legs-for-tests.ts";
import type { Db } from "./open.ts";
import { actions } from "./schema.ts";
import { beginTurn, demoNow as now, seededDatabase } from "./seeded-for-tests.ts";

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

test("a turn offers while it runs, and nothing any more once it has ended, however late its tool answers", async () => {
  const { conversationId, turnId } = await beginTurn(db, { guestId: "maria" });
  await startLeg(db, { turnId, now });
  const offer = (hash: string) =>
    offerAction(db, {
      id: `cf_${hash}`,
      conversationId,
      guestId: "maria",
      turnId,
      tool: "cancel_booking",
      subject: "BK-204",
      input: "{}",
      quote: {
        label: "Cancel",
        title: "BK-204",
        direction: "none",
        amount: { minor: 0, currency: "EUR" },
        rule: "",
        lines: [],
      },
      hash,
      expiresAt: now + 600_000,
      now,
    });
  expect(await offer("in-time")).toMatchObject({ kind: "offered" });
  await endLeg(db, { turnId, outcome: "stopped", steps: [], now });
  expect(await offer("late")).toEqual({ kind: "silenced" });
  expect(db.select({ id: actions.id }).from(actions).all()).not.toContainEqual({ id: "cf_late" });
});
