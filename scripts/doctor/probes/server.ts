import { contextTokensAdvised, fixedPromptTokens, whyTooSmall } from "../../../agent/model/prompt-size.ts";
import { toToolSpec } from "../../../tools/catalogue.ts";
import { fail, type Patient, type Probe, pass, skip } from "../probe.ts";

/* What the model server says of itself, and whether it does as it is asked. */

const version: Probe = {
  id: "version",
  title: "the server says its version",
  weight: "note",
  needs: "ollama",
  advice: "What listens at OLLAMA_HOST may be a proxy; point it at Ollama itself.",
  async run({ ollama }, { signal }) {
    const said = await ollama!.version(signal);
    return said ? pass(`Ollama ${said}`) : fail("it says none");
  },
};

const tools: Probe = {
  id: "capabilities",
  title: "the model can call tools",
  weight: "vital",
  gate: true,
  needs: "ollama",
  advice: "Set MODEL_NAME to a model with tools, for example qwen3.5:4b.",
  async run({ ollama, model }, { signal }) {
    const shown = await ollama!.show(signal);
    if (!shown) return fail(`the server does not have ${model.name}`);
    const can = shown.capabilities.join(", ") || "nothing";
    return shown.capabilities.includes("tools")
      ? pass(`${can}; calls read by ${shown.parser ? `the parser ${shown.parser}` : "the model's template"}`)
      : fail(`it can do ${can}`);
  },
};

const contextFits: Probe = {
  id: "context-fits",
  title: "the context holds policy, tools, a question and a reply",
  weight: "vital",
  advice: "Set MODEL_CONTEXT_TOKENS as the detail says.",
  async run({ ollama, contextTokens, replyTokensMax, ...patient }, { signal }) {
    const fixed = fixedOf(patient);
    const small = whyTooSmall(fixed, { contextTokens, replyTokensMax });
    if (small) return fail(`${small} At least ${contextTokensAdvised(fixed)} will do.`);
    const longest = (await ollama?.show(signal))?.contextTokensMax ?? contextTokens;
    if (longest < contextTokens)
      return fail(`asked: ${contextTokens} tokens; the model was made for ${longest}`);
    return pass(`about ${fixedPromptTokens(fixed)} of ${contextTokens} tokens are policy and tools`);
  },
};

const contextLoaded: Probe = {
  id: "context-loaded",
  title: "the model runs with the context that was asked",
  weight: "vital",
  needs: "ollama",
  advice:
    "The server overrides num_ctx or lacks the memory for it: set MODEL_CONTEXT_TOKENS to what it runs with, or free memory.",
  async run({ ollama, contextTokens }, { signal }) {
    await ollama!.load(signal);
    const loaded = await ollama!.loaded(signal);
    if (!loaded) return fail("asked to load, it is not in memory");
    if (loaded.contextTokens === null) return skip("this version of Ollama does not say");
    return loaded.contextTokens === contextTokens
      ? pass(`${contextTokens} tokens`)
      : fail(`asked: ${contextTokens} tokens; it runs with ${loaded.contextTokens}`);
  },
};

const reload: Probe = {
  id: "stays-loaded",
  title: "the model stays loaded between calls",
  weight: "care",
  needs: "ollama",
  advice:
    "Another program calls this model with other options, or memory is short: give Frontdesk an Ollama of its own, or raise OLLAMA_MAX_LOADED_MODELS.",
  async run({ ollama, bounds, contextTokens }, { signal }) {
    await ollama!.load(signal);
    const sameMs = await ollama!.load(signal);
    if (sameMs > bounds.reloadMsMax) return fail(`asked with the same options it took ${sameMs} ms`);
    const otherMs = await ollama!.load(signal, { contextTokens: Math.floor(contextTokens / 2) });
    const backMs = await ollama!.load(signal);
    return pass(
      `same options ${sameMs} ms; a caller with another num_ctx costs ${otherMs} ms, then ${backMs} ms`,
    );
  },
};

const embeddings: Probe = {
  id: "embeddings",
  title: "the embedding model makes vectors",
  weight: "care",
  needs: "ollama",
  advice:
    "Pull EMBED_MODEL, for example `ollama pull qwen3-embedding:0.6b`, or unset it: search by words goes on.",
  async run({ ollama, embedModel }, { signal }) {
    if (!embedModel) return skip("EMBED_MODEL is not set");
    const vectors = await ollama!.embed(signal, {
      model: embedModel,
      texts: ["late check-in", "bringing a dog"],
    });
    const [one, other] = vectors;
    if (!one?.length || one.length !== other?.length) return fail(`${vectors.length} vectors for two texts`);
    if (one.every((value, index) => value === other[index])) return fail("two texts have the same vector");
    return pass(`${embedModel}: ${one.length} dimensions`);
  },
};

const fixedOf = ({ policy, tools: all }: Pick<Patient, "policy" | "tools">) => ({
  policy,
  tools: all.map(toToolSpec),
});

export const firstOfServer = [version, tools, contextFits, contextLoaded];
export const lastOfServer = [reload, embeddings];
