import { jest } from "@jest/globals";
import { guestClient } from "./guest-client.ts";

const tokenOf = (sub: string, serial = 0) => `x.${btoa(JSON.stringify({ sub, serial })).replace(/=/g, "")}.y`;
const problem = (status: number, detail: string) =>
  new Response(JSON.stringify({ title: "No", status, detail }), { status });

/** Answers in turn; remembers what was asked. */
function answering(...answers: Response[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  jest.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
    asked.push({ url: String(url), init: init ?? {} });
    return answers[asked.length - 1] ?? problem(500, "asked too often");
  });
  return asked;
}
const authorisation = ({ init }: { init: RequestInit }) =>
  (init.headers as Record<string, string>).authorization;

function clientWithTokens(...tokens: string[]) {
  const getToken = jest.fn(async () => tokens.shift() ?? "none");
  return { client: guestClient({ baseUrl: "https://help.example", getToken }), getToken };
}

afterEach(() => jest.restoreAllMocks());

test("a refused token is asked for anew, once, and the request goes out again with the new one", async () => {
  const asked = answering(problem(401, "expired"), Response.json({ conversations: [] }));
  const { client, getToken } = clientWithTokens("old", "new");
  await client.conversations();
  expect(asked.map(authorisation)).toEqual(["Bearer old", "Bearer new"]);
  expect(getToken).toHaveBeenCalledTimes(2);
});

test("a token that is refused again is not asked for a third time", async () => {
  const asked = answering(problem(401, "expired"), problem(401, "unknown guest"));
  const { client } = clientWithTokens("old", "new", "newer");
  await expect(client.conversations()).rejects.toMatchObject({ status: 401, detail: "unknown guest" });
  expect(asked).toHaveLength(2);
});

test("a message goes out as the AI SDK has it, and its stream is let go once it is stored", async () => {
  const asked = answering(new Response("data: {}\n\n"));
  const { client } = clientWithTokens("t");
  await client.send({ conversationId: "c".repeat(24), messageId: "m1", text: "Hello" });
  expect(asked[0]!.url).toBe("https://help.example/v1/chat");
  expect(JSON.parse(String(asked[0]!.init.body))).toEqual({
    id: "c".repeat(24),
    message: { id: "m1", role: "user", parts: [{ type: "text", text: "Hello" }] },
  });
  expect(asked[0]!.init.signal?.aborted).toBe(true);
});

test("a refusal keeps the whole problem document", async () => {
  answering(
    new Response(
      JSON.stringify({ status: 409, detail: "This offer has expired.", state: "expired", outcome: null }),
      {
        status: 409,
      },
    ),
  );
  const { client } = clientWithTokens("t");
  await expect(client.decide("c", "cnf_1", "accept")).rejects.toMatchObject({
    status: 409,
    detail: "This offer has expired.",
    document: { state: "expired" },
  });
});

test("a server out of reach is status 0", async () => {
  jest.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
  const { client } = clientWithTokens("t");
  await expect(client.stop("c")).rejects.toMatchObject({ status: 0 });
});

test("the guest is the subject of the token", async () => {
  const { client } = clientWithTokens(tokenOf("maria"));
  expect(await client.guestId()).toBe("maria");
  await expect(clientWithTokens("not a token").client.guestId()).rejects.toMatchObject({ status: 401 });
});
