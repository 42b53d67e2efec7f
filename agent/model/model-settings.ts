import * as limits from "../limits.ts";
import type { CallLimits } from "./bounded-call.ts";

/**
 * How every call is made, whichever server it goes to and whoever makes it: a guest's turn, the warm-up, the doctor, an eval. What is
 * left out is as `agent/limits.ts` has it.
 */
export interface ModelSettings extends Partial<CallLimits> {
  /** As its server calls it: "qwen3.5:4b", "Qwen/Qwen3.5-9B". */
  name: string;
  /** The context window, prompt and reply together. */
  contextTokens?: number;
  /** Of one reply, thinking included. */
  replyTokensMax?: number;
  /** Let a thinking model think first. Slower; off for a laptop. */
  think?: boolean;
}

/** The settings with nothing left out. */
export function complete({ name, think = false, ...given }: ModelSettings): Required<ModelSettings> {
  return {
    name,
    think,
    contextTokens: given.contextTokens ?? limits.contextTokens,
    replyTokensMax: given.replyTokensMax ?? (think ? limits.thinkingReplyTokensMax : limits.replyTokensMax),
    firstTokenMsMax: given.firstTokenMsMax ?? limits.firstTokenMsMax,
    idleMsMax: given.idleMsMax ?? limits.idleMsMax,
    totalMsMax: given.totalMsMax ?? limits.modelCallMsMax,
  };
}
