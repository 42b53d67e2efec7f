import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { jest } from "@jest/globals";
import { Agent, request } from "undici";
import { certificateForTests } from "./certificate-for-tests.ts";
import { type Pace, pacedConnector } from "./paced-socket.ts";

const beatMs = 60;
const idleMsMax = 1_000;
const asItComes: Pace = { beatMs, youngMs: Number.POSITIVE_INFINITY, idleMsMax };
const inBeats: Pace = { beatMs, youngMs: 0, idleMsMax };

// Beats come when a test says so, however busy the machine is.
beforeEach(() => void jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] }));
afterEach(() => {
  jest.runOnlyPendingTimers();
  jest.useRealTimers();
});
/** A timer may ring early, so a beat has a little more. */
const beat = () => void jest.advanceTimersByTime(beatMs + 2);

describe.each(["http:", "https:"])("over %s", (protocol) => {
  let server: Server;
  beforeEach(async () => {
    server = protocol === "https:" ? createTlsServer(certificateForTests) : createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
  });
  const open: Socket[] = [];
  afterEach(() => {
    for (const socket of open.splice(0)) socket.destroy();
    server.close();
  });

  /** Both ends of a new connection, and the pieces that ours has read. */
  async function connected(pace: Pace) {
    const { port } = server.address() as AddressInfo;
    const theirs = once(server, protocol === "https:" ? "secureConnection" : "connection");
    const connect = pacedConnector({ timeout: 5_000, ca: certificateForTests.cert }, pace);
    const socket = await new Promise<Socket>((resolve, reject) =>
      connect(
        { hostname: "127.0.0.1", host: "127.0.0.1", port: String(port), protocol },
        (error, connected) => (connected ? resolve(connected) : reject(error)),
      ),
    );
    const [other] = (await theirs) as [Socket];
    open.push(socket, other);
    const pieces: string[] = [];
    socket.on("data", (bytes) => pieces.push(String(bytes)));
    return { server: other, socket, pieces, text: () => pieces.join("") };
  }

  test("a young answer is read as it comes", async () => {
    const { server, text } = await connected(asItComes);
    for (const word of ["one ", "two "]) {
      server.write(word);
      await until(() => text().endsWith(word));
    }
  });

  test("an older one is read once a beat, and the first piece at once", async () => {
    const [young, old] = [await connected(asItComes), await connected(inBeats)];
    const write = (word: string) => {
      old.server.write(word);
      young.server.write(word);
    };
    write("one ");
    await until(() => old.text() === "one ");
    for (const word of ["two ", "three "]) {
      write(word);
      await until(() => young.text().endsWith(word));
    }
    expect(old.pieces).toEqual(["one "]);
    beat();
    await until(() => old.text() === "one two three ");
    if (protocol === "http:") expect(old.pieces).toEqual(["one ", "two three "]);
  });

  test("a piece that comes after an empty beat waits for nobody", async () => {
    const { server, text } = await connected(inBeats);
    server.write("one ");
    await until(() => text() === "one ");
    beat();
    server.write("two ");
    await until(() => text() === "one two ");
  });

  test("an end that comes between two beats is read in the next", async () => {
    const { server, socket, text } = await connected(inBeats);
    server.write("one ");
    await until(() => text() === "one ");
    server.end("last");
    const end = once(socket, "end");
    beat();
    await until(() => text() === "one last");
    beat();
    await end;
  });

  test("destroyed between two beats, it closes the connection at once", async () => {
    const { server, socket, text } = await connected(inBeats);
    server.on("error", () => {});
    server.write("one ");
    await until(() => text() === "one ");
    const closed = once(server, "close");
    socket.destroy();
    await closed;
  });

  test("what is more than one read holds comes whole", async () => {
    const { server, text } = await connected(inBeats);
    const long = "0123456789".repeat(100_000);
    server.write("one ");
    await until(() => text() === "one ");
    server.end(long);
    await until(() => {
      beat();
      return text().length === long.length + 4;
    });
    expect(text()).toBe(`one ${long}`);
  });
});

test("a connection serves the next request, and one that was idle too long serves none, though no timer has told it", async () => {
  let connections = 0;
  const server = createHttpServer(
    (request, response) => void request.resume().on("end", () => response.end("yes")),
  );
  server.on("connection", () => connections++);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const agent = new Agent({ connect: pacedConnector({ timeout: 5_000 }, asItComes) });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async () => {
    const { body } = await request(url, { method: "POST", body: "?", dispatcher: agent });
    const text = await body.text();
    await new Promise(setImmediate);
    return [text, connections];
  };
  try {
    expect(await ask()).toEqual(["yes", 1]);
    expect(await ask()).toEqual(["yes", 1]);
    // A process that was busy for so long that its timers have not rung.
    const later = performance.now() + idleMsMax + 1;
    jest.spyOn(performance, "now").mockImplementation(() => later);
    expect(await ask()).toEqual(["yes", 2]);
  } finally {
    jest.restoreAllMocks();
    await agent.destroy();
    server.closeAllConnections();
    server.close();
  }
});

const turnsMax = 200_000;

/** Looks each turn of the event loop. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn++) {
    if (turn === turnsMax) throw new Error("it did not come");
    await new Promise(setImmediate);
  }
}
