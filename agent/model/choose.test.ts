import { chooseModel, type ModelChoice } from "./choose.ts";
import { ModelError } from "./model.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

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
    expect(notice).toBe(`${name} on Ollama 0.21.0 at ${ollamaHost}`);
  },
);

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

  test("when it is openai, whose adapter does not exist yet", async () => {
    expect(await refusal({ provider: "openai", ollamaHost: "", name })).toMatch(
      /^MODEL_PROVIDER=openai is not supported yet/,
    );
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
