import { follow, type Link } from "./follow.ts";
import { ApiProblem } from "./problem.ts";

type Opening = (signal: AbortSignal) => Promise<Response>;

const stream =
  (...chunks: string[]): Opening =>
  async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };

/** Plays the openings in turn and stops after the last one. Pauses are noted, not waited for. */
async function play(...openings: Opening[]) {
  const ended = new AbortController();
  const data: unknown[] = [];
  const links: Link[] = [];
  const pauses: number[] = [];
  let next = 0;
  await follow({
    open: (signal) => openings[next++]!(signal),
    onData: (one) => data.push(one),
    onLink: (link) => links.push(link),
    signal: ended.signal,
    wait: async (ms) => {
      pauses.push(ms);
      if (next === openings.length) ended.abort();
    },
  });
  return { data, links, pauses };
}

test("an event may be cut anywhere by the network", async () => {
  const { data } = await play(stream("id: 1\nda", 'ta: {"seq":1}\n', '\n: ping\n\ndata: {"seq', '":2}\n\n'));
  expect(data).toEqual([{ seq: 1 }, { seq: 2 }]);
});

test("a stream that ends is opened again", async () => {
  const { data, links } = await play(stream('data: {"seq":1}\n\n'), stream('data: {"seq":2}\n\n'));
  expect(data).toEqual([{ seq: 1 }, { seq: 2 }]);
  expect(links).toEqual(["connecting", "live", "waiting", "connecting", "live", "waiting"]);
});

test("pauses grow while the server is away, to fifteen seconds at most, and begin anew once it has spoken", async () => {
  const away: Opening = async () => {
    throw new ApiProblem(0, "away");
  };
  const { pauses } = await play(...Array.from({ length: 8 }, () => away), stream(": ping\n\n"), away);
  const ceilings = [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 500, 1000];
  expect(pauses).toHaveLength(ceilings.length);
  for (const [index, ceiling] of ceilings.entries()) {
    expect(pauses[index]).toBeGreaterThanOrEqual(ceiling / 2);
    expect(pauses[index]).toBeLessThanOrEqual(ceiling);
  }
});

test.each([401, 404])("a %i is an answer and ends it", async (status) => {
  const refused: Opening = async () => {
    throw new ApiProblem(status, "no");
  };
  await expect(play(refused, stream())).rejects.toMatchObject({ status });
});

test.each([429, 500, 503])("after a %i it asks again", async (status) => {
  const busy: Opening = async () => {
    throw new ApiProblem(status, "later");
  };
  const { data } = await play(busy, stream('data: {"seq":1}\n\n'));
  expect(data).toEqual([{ seq: 1 }]);
});

test("an abort ends it quietly, also in the middle of a stream", async () => {
  const ended = new AbortController();
  const open: Opening = async (signal) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('data: {"seq":1}\n\n'));
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
    });
    return new Response(body);
  };
  const seen: unknown[] = [];
  await follow({
    open,
    onData: (one) => {
      seen.push(one);
      ended.abort();
    },
    signal: ended.signal,
  });
  expect(seen).toEqual([{ seq: 1 }]);
});
