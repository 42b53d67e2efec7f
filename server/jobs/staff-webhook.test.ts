import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Dispatcher } from "./dispatcher.ts";
import { createSqliteQueue } from "./sqlite-queue.ts";
import { gate, openWorld, silent, type World } from "./world-for-tests.ts";

let world: World;
let server: Server;
let requests: { headers: Record<string, unknown>; body: unknown }[];
let statuses: number[];
let answered = gate();

beforeEach(async () => {
  world = openWorld();
  [requests, statuses, answered] = [[], [], gate()];
  server = createServer(async (request, response) => {
    const body = JSON.parse((await request.toArray()).join(""));
    requests.push({ headers: request.headers, body });
    response.writeHead(statuses.shift() ?? 204, { location: "/elsewhere" }).end();
    if (statuses.length === 0) answered.open();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(async () => {
  await world.close();
  server.closeAllConnections();
  server.close();
});

function openDispatcher() {
  const queue = createSqliteQueue({ db: world.db, log: silent });
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const retry = { attemptsMax: 5, firstDelayMs: 1, growth: 1, delayMsMax: 1 };
  const dispatcher = new Dispatcher({ db: world.db, queue, clock: () => 7, log: silent, webhookUrl, retry });
  world.closeWith(() => dispatcher.close());
  return dispatcher;
}

test("Maria asks for a person: every inbox has it, and the webhook is told nothing of her", async () => {
  statuses = [200];
  const dispatcher = openDispatcher();
  await dispatcher.start();
  await world.escalateMaria();
  await answered.reached();
  await dispatcher.close();
  expect(world.inbox()).toEqual(["ana", "tom"]);
  expect(requests.map((request) => request.body)).toEqual([
    { escalationId: "maria-asks", kind: "question", reason: "asked for a person" },
  ]);
  expect(world.job("webhook-maria-asks").state).toBe("done");
});

test("a webhook that refuses or redirects is asked again, and the inbox does not wait for it", async () => {
  statuses = [503, 302, 200];
  const dispatcher = openDispatcher();
  await dispatcher.start();
  await world.escalateMaria();
  await answered.reached();
  await dispatcher.close();
  expect(requests).toHaveLength(3);
  expect(world.job("webhook-maria-asks")).toMatchObject({ state: "done", attempts: 3 });
  expect(world.job("notify-maria-asks")).toMatchObject({ state: "done", attempts: 1 });
});
