/** Ollama's answers about itself and its models, as its API documents them. */
export interface ServedModel {
  name: string;
  /** "completion", "tools", "thinking". */
  capabilities: string[];
  /** The built-in parser and renderer of the model; empty for one that runs by its template. */
  parser?: string;
}

export const tagsAnswer = (models: ServedModel[]) => ({
  models: models.map(({ name, capabilities }) => ({
    ...named(name),
    modified_at: someDay,
    details,
    capabilities,
  })),
});

export const showAnswer = ({ capabilities, parser = "" }: ServedModel) => ({
  modelfile: "# Served by a script",
  parameters: "",
  template: "{{ .Prompt }}",
  ...(parser && { parser, renderer: parser }),
  details,
  model_info: { "general.architecture": details.family, [`${details.family}.context_length`]: 262_144 },
  capabilities,
  modified_at: someDay,
});

export const psAnswer = (loaded: { name: string; contextTokens: number }[]) => ({
  models: loaded.map(({ name, contextTokens }) => ({
    ...named(name),
    details,
    expires_at: "2318-01-01T00:00:00Z",
    size_vram: 0,
    context_length: contextTokens,
  })),
});

/** An empty prompt loads the model and says so. */
export const loadAnswer = (model: string) => ({
  model,
  created_at: someDay,
  response: "",
  done: true,
  done_reason: "load",
});

/** A text's vector says nothing but which text it was. */
export const embedAnswer = (model: string, input: string[]) => ({
  model,
  embeddings: input.map((text) =>
    Array.from({ length: embeddingLength }, (_, index) =>
      Math.sin(text.length * (index + 1) + text.charCodeAt(0)),
    ),
  ),
});
const embeddingLength = 64;

/** What a fetch of a model says of itself. */
export const pullLines = [
  { status: "pulling manifest" },
  { status: "pulling 0123456789ab", total: 4_000, completed: 1_000 },
  { status: "pulling 0123456789ab", total: 4_000, completed: 4_000 },
  { status: "verifying sha256 digest" },
  { status: "success" },
];

const named = (name: string) => ({ name, model: name, size: 3_300_000_000, digest: "0".repeat(64) });
const someDay = "2026-11-16T09:00:00Z";
const details = {
  parent_model: "",
  format: "gguf",
  family: "qwen3",
  families: ["qwen3"],
  parameter_size: "4.0B",
  quantization_level: "Q4_K_M",
};
