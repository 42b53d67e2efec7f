import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Db } from "../../db/open.ts";
import { seededDatabase } from "../../db/seeded-for-tests.ts";
import type { BookingOrder, BookingSystem } from "./booking-system.ts";
import { carryOutOnce, refundsIn } from "./remote-effects-for-tests.ts";
import { sqliteBookingSystem } from "./sqlite-booking-system.ts";

/*
 * A company's booking system elsewhere: behind HTTP, with a database of its own, whose commit is not ours. It can be told what goes wrong
 * with the next orders.
 */

/** `refuse`: an error before anything is done. `lose-answer`: it is done, and the line breaks. `hang`: it is done, and no answer comes. `deliver-twice`: a proxy sends the order again. `other-amount`: it answers for an amount nobody ordered. */
export type Fault = "refuse" | "lose-answer" | "hang" | "deliver-twice" | "other-amount";

/** `answerMsMax`: how long an answer is waited for. Long, unless a test is about one that never comes. */
export async function startRemote({ answerMsMax = 30_000 } = {}) {
  const db = await seededDatabase();
  // Confirmations are rows of somebody else's database.
  db.$client.pragma("foreign_keys = OFF");
  db.$client.exec("CREATE TABLE carried_out (confirmation_id TEXT PRIMARY KEY, outcome TEXT NOT NULL)");
  const reads = sqliteBookingSystem(db);
  const faults: Fault[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse((await request.toArray()).join(""));
    const method = request.url?.slice(1) as keyof BookingSystem;
    if (method === "execute")
      return answerOrder(db, body as BookingOrder, { fault: faults.shift(), response });
    if (method === "listRefunds") return send(response, await refundsIn(db, reads, body));
    send(response, (await reads[method](body as never)) ?? null);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    system: overHttp(server, answerMsMax),
    /** What goes wrong with the next orders, one each. */
    fail: (...next: Fault[]) => void faults.push(...next),
    /** How many orders had an effect. */
    effects: () => db.$client.prepare("SELECT count(*) FROM carried_out").pluck().get() as number,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      db.$client.close();
    },
  };
}

/** The adapter on our side: a POST each, and a bound on every wait. */
function overHttp(server: Server, answerMsMax: number): BookingSystem {
  const { port } = server.address() as AddressInfo;
  const ask = async (method: string, body: unknown) => {
    const response = await fetch(`http://127.0.0.1:${port}/${method}`, {
      method: "POST",
      body: JSON.stringify(body ?? {}),
      signal: AbortSignal.timeout(answerMsMax),
    });
    if (!response.ok) throw new Error(`the booking system answered ${response.status}`);
    return (await response.json()) ?? undefined;
  };
  const methods = [
    ...["findBooking", "listBookings", "findPlaces", "findPlace", "takenNights"],
    ...["listReviews", "paymentOnFile", "creditOf", "listProblems", "listRefunds", "execute"],
  ];
  return Object.fromEntries(
    methods.map((method) => [method, (body: unknown) => ask(method, body)]),
  ) as unknown as BookingSystem;
}

function answerOrder(
  db: Db,
  order: BookingOrder,
  { fault, response }: { fault: Fault | undefined; response: ServerResponse },
): void {
  if (fault === "refuse") return void response.writeHead(503).end();
  const outcome = carryOutOnce(db, order);
  if (fault === "lose-answer") return void response.destroy();
  if (fault === "hang") return;
  if (fault === "other-amount" && outcome.kind === "done") outcome.receipt.amount.minor += 1;
  send(response, fault === "deliver-twice" ? carryOutOnce(db, order) : outcome);
}

function send(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}
