import { randomUUID } from "node:crypto";
import { approvalCase } from "./approval-case-for-tests.ts";

/* James cancels BK-355, €1,415.00, over HTTP. Ana and Tom are agents, Lea is a lead. */

let server: Case["server"];
let ana: Case["ana"];
let path: string;
type Case = Awaited<ReturnType<typeof approvalCase>>;

beforeEach(async () => {
  ({ server, ana, path } = await approvalCase());
});
afterEach(() => server.close());

const act = async (who: typeof ana, what: string, json: unknown = {}) => {
  const headers = { "idempotency-key": randomUUID() };
  const response = await who(`${path}/${what}`, { json, headers });
  return { status: response.status, body: await response.json() };
};

test("a case tells the ledger, what may go back, the sums against the limits, and who is awaited until when", async () => {
  const { escalation } = (await (await ana(path)).json()) as { escalation: Record<string, unknown> };
  expect(escalation).toMatchObject({
    action: { approvals: [], standing: { people: 1, givenBy: [], next: "agent" } },
    money: {
      movements: [{ kind: "payment", amount: { minor: 141_500, currency: "EUR" } }],
      left: { minor: 141_500, currency: "EUR" },
      sums: {
        guestMonth: { moved: { minor: 0 }, limit: { minor: 100_000 } },
        day: { moved: { minor: 0 }, limit: { minor: 1_000_000 } },
      },
    },
  });
});

test("a case says that the booking system could not be read, rather than that nothing was paid", async () => {
  server.services.bookings.findBooking = () => Promise.reject(new Error("down"));
  const { escalation } = (await (await ana(path)).json()) as { escalation: Record<string, unknown> };
  expect(escalation.money).toBeNull();
  expect(await act(ana, "change", { amountMinor: 100, reason: "Fair." })).toMatchObject({
    status: 503,
    body: { detail: "The booking system does not answer right now. Nothing was changed." },
  });
});

test("another amount is set with a key, a reason and at most what was paid", async () => {
  const keyless = await ana(`${path}/change`, { json: { amountMinor: 100, reason: "Fair." } });
  expect(keyless.status).toBe(400);
  for (const bad of [
    { amountMinor: 100 },
    { amountMinor: 0, reason: "x" },
    { amountMinor: 1.5, reason: "x" },
  ])
    expect((await act(ana, "change", bad)).status).toBe(400);
  expect(await act(ana, "change", { amountMinor: 141_501, reason: "x" })).toMatchObject({
    status: 422,
    body: { detail: "amountMinor: At most €1,415.00 can go back." },
  });
  expect(await act(ana, "change", { amountMinor: 100_000, reason: "Fair." })).toMatchObject({
    status: 200,
    body: {
      escalation: {
        status: "resolved",
        action: {
          state: "replaced",
          approvals: [{ staffName: "Ana", decision: "change", amount: { minor: 100_000 } }],
        },
      },
    },
  });
});

test("whoever comes second reads who was first", async () => {
  const tom = await server.staff("tom");
  expect((await act(ana, "decline", { reason: "No." })).status).toBe(200);
  expect(await act(tom, "approve")).toMatchObject({
    status: 409,
    body: { detail: "Ana was first.", by: "Ana" },
  });
  expect(await act(ana, "approve")).toMatchObject({
    status: 409,
    body: { detail: "This was decided before." },
  });
});

test("where a lead must approve, an agent reads so, and a lead who signs in is one", async () => {
  server.db.$client.exec(
    "update actions set approval = json_set(approval, '$.people', 2) where state = 'awaiting_approval'",
  );
  const [tom, lea] = [await server.staff("tom"), await server.staff("lea")];
  expect(await (await lea("/me")).json()).toMatchObject({ staff: { name: "Lea", role: "lead" } });
  expect((await act(ana, "approve")).status).toBe(200);
  expect(await act(tom, "approve")).toMatchObject({
    status: 403,
    body: { detail: "A lead must approve this." },
  });
  expect((await act(ana, "approve")).status).toBe(403);
  expect(await act(lea, "approve")).toMatchObject({
    status: 200,
    body: { escalation: { status: "resolved" } },
  });
});
