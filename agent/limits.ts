/*
 * Every bound of the agent, named, with its unit last. A bound that another room keeps is named there
 * (`tools/`, `server/jobs/queue.ts`); the adapters of `agent/model/` take theirs from here and accept others as values.
 */

// ── one message, one turn ────────────────────────────────────────────────────────────────────────────────

/** Longer messages are refused with 413. Counted in UTF-16 code units, as `string.length` does. */
export const messageCharsMax = 4_000;

/** From acceptance, queueing included, to a reply, an open card or a visible handoff. */
export const turnMsMax = 90_000;

/** Kept back from `turnMsMax` so that a turn that runs out of time can still write its handoff. */
export const handoffReserveMs = 5_000;

/** From the end of a leg's time to the moment when it is left behind, if something in it hangs and does not hear of it. */
export const hangingMsMax = 1_000;

/** A token that is not among the first is sent at most this long after it came from the model's server. */
export const deltaGatherMsMax = 100;

/** Of that: how often a model's socket is read once its answer is older than the second. All are read at the same moments. */
export const modelReadMsEvery = 95;
export const modelReadMsYoung = 250;

/** A connection to a model's server that was idle for longer is not used again. */
export const modelIdleMsMax = 1_000;

/** And the rest: how long deltas are gathered in the event writer, so that all that were read together share a commit. */
export const deltaWriteMsMax = deltaGatherMsMax - modelReadMsEvery;

/** How long the beginning of a turn, and what it is busy with, wait in the event writer for words that come soon: a quick model's share one commit. */
export const quietWriteMsMax = 25;

// ── the loop of model and tools ──────────────────────────────────────────────────────────────────────────

/** Calls of tools in one turn; the next one hands off. */
export const toolCallsPerTurnMax = 8;

/** Times the same tool may be called with the same arguments in one turn. */
export const sameCallMax = 2;

/** Calls of the model in one turn: one per tool call, one to answer, one to correct. */
export const modelCallsPerTurnMax = 10;

/** Answers that `check` may stop and have written anew, before a person takes over. */
export const correctionsPerTurnMax = 1;

// ── what a prompt may hold ───────────────────────────────────────────────────────────────────────────────

/** Messages read of a conversation, the newest, tool calls and results included. Only the rest of one that is longer slides out of sight. */
export const historyMessagesMax = 2_000;

/** Past messages kept in memory between turns, all conversations together, in characters as the database has them. */
export const pastCharsMax = 16_000_000;

/** The history in a prompt, by estimate. Past it, whole turns are put in brief until half of it is left. */
export const historyTokensMax = 3_700;

/** Passages of the help centre offered to the model. */
export const passagesMax = 4;

/** Bookings told in brief; the tools know the rest. */
export const bookingsInBriefMax = 8;

/** One tool result as the model reads it. What is beyond is cut, and the cut is said. */
export const toolResultCharsMax = 6_000;

/** The context window asked of the model server, prompt and reply together, unless MODEL_CONTEXT_TOKENS says otherwise. */
export const contextTokens = 16_384;

/** One reply of a model that does not think first, and of one that does, its thinking included. */
export const replyTokensMax = 1_024;
export const thinkingReplyTokensMax = 4_096;

// ── one call of the model ────────────────────────────────────────────────────────────────────────────────

/** One whole call, from request to `done`. */
export const modelCallMsMax = 75_000;

/** From the request to the first token. Covers loading and reading the prompt. */
export const firstTokenMsMax = 30_000;

/** Between two pieces of a stream that has begun. */
export const idleMsMax = 15_000;

/** `health()` and the probe at start-up. */
export const modelHealthMsMax = 2_000;

/** In line for a place at the model. Past it the guest is offered a person, with most of `turnMsMax` still to go. */
export const modelQueueMsMax = 30_000;

/** Failures of the model server in a row; the last of them opens the circuit. */
export const circuitFailuresMax = 5;

/** From an opened circuit to its first probe; each failed probe doubles it, up to the second. */
export const circuitProbeMsMin = 5_000;
export const circuitProbeMsMax = 120_000;

/** One line of a model's stream. Longer ones are malformed, not memory. */
export const streamLineCharsMax = 1_000_000;

/** How long the model server keeps the weights loaded after a call, in seconds. */
export const modelKeepAliveSeconds = 1_800;
