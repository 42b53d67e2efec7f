import { chooseModel, type ModelChoice } from "./choose.ts";
import { ModelError } from "./model.ts";
import { ollamaServer } from "./ollama-server.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted/scripted-server.ts";
import { servedContextTokens } from "./scripted/server/openai-routes.ts";

const name = "qwen3.5:4b";
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function ollamaWith(capabilities: string[], model = name): Promise<string> {
  server = await startScriptedServer({
    script: [{ say: "Until 22:00." }],
    models: [{ name: model, capabilities }],
  });
  return server.url;
}

async function nobody(): Promise<string> {
  const gone = await startScriptedServer({ script: [] });
  await gone.close();
  return gone.url;
}

/** The operator's one line. */
async function refusal(choice: ModelChoice): Promise<string> {
  const error = await chooseModel(choice).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  const { message } = error as ModelError;
  expect(message).not.toContain("\n");
  return message;
}

test.each(["auto", "ollama"] as const)(
  "%s takes Ollama when it answers and has the model",
  async (provider) => {
    const ollamaHost = await ollamaWith(["completion", "tools"]);
    const { model, notice } = await chooseModel({ provider, ollamaHost, name });
    expect(model).toMatchObject({ provider: "ollama", name });
    expect(notice.split("\n")).toEqual([
      `${name} on Ollama 0.21.0 at ${ollamaHost}`,
      "It can: completion, tools; its tool calls are read by its template.",
      "It is not in memory: it is loaded now, with a context of 16384 tokens.",
    ]);
  },
);

test("start-up says when the model in memory has another context than ours, which means a reload", async () => {
  const ollamaHost = await ollamaWith(["completion", "tools"]);
  const notice = async (contextTokens: number) =>
    (await chooseModel({ provider: "ollama", ollamaHost, name, contextTokens })).notice;
  await ollamaServer({ host: ollamaHost, name, contextTokens: 4_096 }).load(new AbortController().signal);
  expect(await notice(8_192)).toContain(
    "in memory with a context of 4096 tokens; MODEL_CONTEXT_TOKENS asks for 8192, so Ollama loads it again.",
  );
  expect(await notice(4_096)).toContain("in memory, with the context of 4096 tokens that is asked for.");
});

test("start-up names the parser of a model that has one, and the context that it was made for", async () => {
  const capabilities = ["completion", "tools"];
  const models = [{ name, capabilities, parser: "qwen3-coder" }];
  server = await startScriptedServer({ script: [], models });
  const choice = { provider: "ollama", ollamaHost: server.url, name, contextTokens: 500_000 } as const;
  const { notice } = await chooseModel(choice);
  expect(notice).toContain("tool calls are read by the parser qwen3-coder.");
  expect(notice).toContain("made for a context of 262144 tokens: set MODEL_CONTEXT_TOKENS to that or less.");
});

describe("auto takes the offline model, says so loudly, and says what to do", () => {
  test("when nobody answers", async () => {
    const ollamaHost = await nobody();
    const { model, notice } = await chooseModel({ provider: "auto", ollamaHost, name });
    expect(model.provider).toBe("offline");
    for (const words of [ollamaHost, "OFFLINE", "NOT a language model", `ollama pull ${name}`])
      expect(notice).toContain(words);
  });

  test("when the model is not there", async () => {
    const ollamaHost = await ollamaWith(["completion", "tools"], "llama3.2:3b");
    const { model, notice } = await chooseModel({ provider: "auto", ollamaHost, name });
    expect(model.provider).toBe("offline");
    for (const words of ["it has llama3.2:3b", "OFFLINE", `ollama pull ${name}`])
      expect(notice).toContain(words);
  });

  test("when the model cannot call tools", async () => {
    const ollamaHost = await ollamaWith(["completion"]);
    const { model, notice } = await chooseModel({ provider: "auto", ollamaHost, name });
    expect(model.provider).toBe("offline");
    for (const words of ["cannot call tools", "OFFLINE", "MODEL_NAME"]) expect(notice).toContain(words);
  });
});

describe("a provider asked for by name is refused with one line", () => {
  test("when Ollama does not answer", async () => {
    const ollamaHost = await nobody();
    expect(await refusal({ provider: "ollama", ollamaHost, name })).toMatch(
      /does not answer at .*ECONNREFUSED.*ollama pull/,
    );
  });

  test("when Ollama does not have the model", async () => {
    const ollamaHost = await ollamaWith(["completion", "tools"], "llama3.2:3b");
    expect(await refusal({ provider: "ollama", ollamaHost, name })).toMatch(
      /does not have the model qwen3.5:4b.*ollama pull qwen3.5:4b/,
    );
  });

  test("when the model cannot call tools", async () => {
    const ollamaHost = await ollamaWith(["completion"]);
    expect(await refusal({ provider: "ollama", ollamaHost, name })).toMatch(/cannot call tools.*MODEL_NAME/);
  });

  test("when the model is to think first and cannot", async () => {
    const ollamaHost = await ollamaWith(["completion", "tools"]);
    expect(await refusal({ provider: "ollama", ollamaHost, name, think: true })).toMatch(
      /cannot think first.*MODEL_THINK=0/,
    );
  });
});

describe("openai", () => {
  const choice = { provider: "openai", ollamaHost: "", name } as const;
  const served = async (settings: { apiKey?: string } = {}) => {
    server = await startScriptedServer({ script: [], ...settings });
    return `${server.url}/v1`;
  };

  test("is taken when the server serves the model, with the key that it asks for", async () => {
    const openaiBaseUrl = await served({ apiKey: "sk-secret" });
    const { model, notice } = await chooseModel({ ...choice, openaiBaseUrl, openaiApiKey: "sk-secret" });
    expect(model).toMatchObject({ provider: "openai", name });
    expect(notice).toBe(
      `${name} on the OpenAI-compatible server at ${openaiBaseUrl}, which runs it with a context of 32768 tokens`,
    );
  });

  test("is refused with one line without an address", async () => {
    expect(await refusal(choice)).toMatch(/needs OPENAI_BASE_URL/);
  });

  test("is refused with one line when nobody answers", async () => {
    const openaiBaseUrl = `${await nobody()}/v1`;
    expect(await refusal({ ...choice, openaiBaseUrl })).toMatch(/ECONNREFUSED.*OPENAI_BASE_URL/);
  });

  test("is refused with one line when the key is wrong, and the line does not hold it", async () => {
    const openaiBaseUrl = await served({ apiKey: "sk-secret" });
    const words = await refusal({ ...choice, openaiBaseUrl, openaiApiKey: "sk-wrong" });
    expect(words).toMatch(/401: Unauthorized.*OPENAI_API_KEY/);
    expect(words).not.toContain("sk-wrong");
  });

  test("is refused with one line when the address lacks its /v1", async () => {
    await served();
    expect(await refusal({ ...choice, openaiBaseUrl: server?.url })).toMatch(/404.*\/v1 included/);
  });

  test("is refused with one line when the model is not served, naming those that are", async () => {
    const openaiBaseUrl = await served();
    expect(await refusal({ ...choice, openaiBaseUrl, name: "Qwen/Qwen3-8B" })).toMatch(
      /does not serve the model Qwen\/Qwen3-8B; it has qwen3.5:4b\. Set MODEL_NAME/,
    );
  });

  test("is refused with one line when the server's context is shorter than the one that is counted on", async () => {
    const openaiBaseUrl = await served();
    expect(await refusal({ ...choice, openaiBaseUrl, contextTokens: servedContextTokens + 1 })).toMatch(
      /context of 32768 tokens; MODEL_CONTEXT_TOKENS asks for 32769\. .*--max-model-len/,
    );
    const { model } = await chooseModel({ ...choice, openaiBaseUrl, contextTokens: servedContextTokens });
    expect(model.provider).toBe("openai");
  });
});

test("offline asks nobody", async () => {
  const { model, notice } = await chooseModel({
    provider: "offline",
    ollamaHost: "http://127.0.0.1:1",
    name,
  });
  expect(model.provider).toBe("offline");
  expect(notice).toContain("MODEL_PROVIDER=offline");
});
