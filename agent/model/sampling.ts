/** As Qwen's model cards advise; never greedy, which makes Qwen repeat itself without end. */
export function sampling(name: string, think: boolean) {
  if (!think) return { temperature: 0.7, top_p: 0.8, top_k: 20, min_p: 0 };
  return { temperature: thinksHot.test(name) ? 1.0 : 0.6, top_p: 0.95, top_k: 20, min_p: 0 };
}

/** Qwen 3.5 and later think at temperature 1. */
const thinksHot = /qwen-?3\.[5-9]|qwen-?[4-9]/i;

/** For asking once more: another draw, and a penalty against the same words, within what the model cards allow. */
export const variedSampling = { temperature: 0.9, presence_penalty: 1.5 };
