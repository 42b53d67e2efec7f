import { type Model, ModelError, type ModelErrorCode, type ModelUsage } from "./model.ts";
import { passing } from "./passing.ts";

/** How one call ended. `stopped`: its caller left, or needed no more. `broken`: an error that no adapter should throw. */
export interface CallEnd {
  provider: Model["provider"];
  outcome: "answered" | "stopped" | "broken" | ModelErrorCode;
  /** Of one that was answered. */
  usage?: ModelUsage;
}

/** The model, with somebody told of how each call ends. Never told a word of it. */
export function metered(model: Model, onEnd: (end: CallEnd) => void): Model {
  const { name, provider } = model;
  return {
    name,
    provider,
    health: () => model.health(),
    stream: (request, options) =>
      passing(() => {
        let end: CallEnd = { provider, outcome: "stopped" };
        return {
          from: model.stream(request, options),
          onItem(chunk) {
            if (chunk.type === "done") end = { provider, outcome: "answered", usage: chunk.usage };
          },
          onError(error) {
            if (!options.signal.aborted)
              end = { provider, outcome: error instanceof ModelError ? error.code : "broken" };
          },
          onEnd: () => onEnd(end),
        };
      }),
  };
}
