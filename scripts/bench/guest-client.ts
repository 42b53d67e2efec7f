import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

/** Each stream has a socket of its own, as each guest has. */
const agent = new Agent({ keepAlive: false });

export interface SeenEvent {
  atMs: number;
  /** The sequence number in the conversation's log. */
  seq: number | null;
  data: { type: string; delta?: string };
}

export interface SeenStream {
  askedAtMs: number;
  conversationId: string;
  events: SeenEvent[];
}

/** Tokens for the guests of the demo. */
export async function guestTokens(url: string): Promise<string[]> {
  const { guests } = (await (await fetch(`${url}/v1/demo/guests`)).json()) as { guests: { id: string }[] };
  const tokens = guests.map(async ({ id }) => {
    const body = JSON.stringify({ guest: id });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/v1/demo/token`, { method: "POST", headers, body });
    return ((await answer.json()) as { token: string }).token;
  });
  return Promise.all(tokens);
}

/** Says something to Frontdesk, in a new conversation unless one is named, and reads the answer to its end. */
export async function askFrontdesk({
  url,
  token,
  text,
  conversationId = `bench-${randomUUID()}`,
}: {
  url: string;
  token: string;
  text: string;
  conversationId?: string;
}): Promise<SeenStream> {
  const message = { id: randomUUID(), role: "user", parts: [{ type: "text", text }] };
  const seen = await readStream(`${url}/v1/chat`, { id: conversationId, message }, token);
  return { ...seen, conversationId };
}

/** Says something to the peer. */
export const askPeer = async (url: string, text: string): Promise<SeenStream> => ({
  ...(await readStream(`${url}/chat`, { text })),
  conversationId: "",
});

/** The text that a guest has read. */
export const textOf = ({ events }: SeenStream): string => events.map(({ data }) => data.delta ?? "").join("");

function readStream(url: string, body: object, token?: string): Promise<Omit<SeenStream, "conversationId">> {
  const askedAtMs = performance.now();
  const events: SeenEvent[] = [];
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      let rest = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        const atMs = performance.now();
        const blocks = (rest + text).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) {
          const event = parsed(block);
          if (event) events.push({ atMs, ...event });
        }
      });
      response.on("error", reject);
      response.on("end", () => resolve({ askedAtMs, events }));
    });
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}

function parsed(block: string): Pick<SeenEvent, "seq" | "data"> | null {
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (!data || data === "[DONE]") return null;
  const seq = /^id: (\d+)$/m.exec(block)?.[1];
  return { seq: seq === undefined ? null : Number(seq), data: JSON.parse(data) };
}
