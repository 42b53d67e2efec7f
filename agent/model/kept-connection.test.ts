import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { request } from "undici";
import { modelIdleMsMax } from "../limits.ts";
import { modelAgent } from "./bounded-call.ts";

/** An answer in pieces that outlasts its youth, so that its socket sleeps between beats when it ends. */
const piecesMs = 150;
const pieces = 4;

const head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

type End = (socket: Socket) => void;

let server: Server;
const open = new Set<Socket>();
let connections = 0;
afterEach(() => {
  for (const socket of open) socket.destroy();
  open.clear();
  server.close();
});

/** A server that answers each call with the number of its connection, and then does something to it that nobody announced. */
async function startServer(end: End): Promise<string> {
  connections = 0;
  server = createServer((socket) => {
    const number = ++connections;
    open.add(socket);
    socket.on("error", () => {});
    socket.on("data", async () => {
      socket.write(head);
      for (let piece = 0; piece < pieces; piece++) {
        socket.write(chunk(`${number} `));
        await new Promise((resolve) => setTimeout(resolve, piecesMs));
      }
      socket.write("0\r\n\r\n");
      end(socket);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Calls one after the other; those of one turn follow soon, as with a tool's answer. */
async function calls(url: string, { count = 2, pauseMs = 20 } = {}): Promise<string[]> {
  const agent = modelAgent({ connectMsMax: 5_000 });
  const answers: string[] = [];
  for (let call = 0; call < count; call++) {
    const { body } = await request(url, { method: "POST", body: "{}", dispatcher: agent });
    answers.push(await body.text());
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  await agent.destroy();
  return answers;
}

const by = (connection: number) => `${connection} `.repeat(pieces);

test("the next call of a turn is made on the same connection", async () => {
  expect(await calls(await startServer(() => {}))).toEqual([by(1), by(1)]);
});

test("one that has been idle for longer than a second is not used again", async () => {
  const url = await startServer(() => {});
  expect(await calls(url, { pauseMs: modelIdleMsMax + 300 })).toEqual([by(1), by(2)]);
});

test("a connection that the server closed without a word is not used again", async () => {
  expect(await calls(await startServer((socket) => socket.end()))).toEqual([by(1), by(2)]);
});

test("bytes that nobody asked for answer nobody", async () => {
  const stray = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nstray!!\n";
  const url = await startServer((socket) => void setTimeout(() => socket.write(stray), 5));
  expect(await calls(url, { count: 3 })).toEqual([by(1), by(2), by(3)]);
});
