/** How many tokens a model counts for one that we estimate. */
export interface TokenRatio {
  readonly value: number;
  learn(estimated: number, counted: number): void;
}

const newestWeight = 0.2;
/** In these steps, upwards: a ratio that moved with every call would move what fits, and with it the prefix. */
const stepSize = 0.1;
/** Outside of it a count is not of the whole prompt: a server may leave out what it had cached. */
const plausible = { min: 0.6, max: 2 };

/**
 * A small running ratio for one model, from what its server counts (`prompt_eval_count`). It starts at 1, our estimate, which is on the
 * safe side for English, and forgets at a restart: a few calls teach it again.
 */
export function tokenRatio(): TokenRatio {
  let running = 1;
  return {
    get value() {
      return Math.ceil(running / stepSize - 1e-9) * stepSize;
    },
    learn(estimated, counted) {
      const ratio = counted / estimated;
      if (ratio >= plausible.min && ratio <= plausible.max) running += (ratio - running) * newestWeight;
    },
  };
}
