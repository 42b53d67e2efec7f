import { setTimeout as wait } from "node:timers/promises";
import { ask, askForGuest, lateCheckIn } from "../ask.ts";
import { atOnceMax } from "../bounds.ts";
import { fail, type Patient, type Probe, pass, skip } from "../probe.ts";

/* How an answer comes: in pieces, soon, fast enough, beside others, and how it stops. */

const streams: Probe = {
  id: "streams",
  title: "an answer comes word by word",
  weight: "vital",
  gate: true,
  advice: "A proxy may gather the stream: turn its buffering off, or point OLLAMA_HOST at Ollama itself.",
  async run(patient, probing) {
    const { text, textPieces } = await askForGuest(patient, "Hello! Please introduce yourself.", probing);
    if (text.trim() === "") return fail("no words");
    return textPieces > 1 ? pass(`${textPieces} pieces`) : fail("the whole answer came in one piece");
  },
};

const firstToken: Probe = {
  id: "first-token",
  title: "the first token comes soon",
  weight: "care",
  advice: "Use a smaller model or a GPU; a lower MODEL_CONTEXT_TOKENS frees memory for layers on the GPU.",
  async run(patient, { signal }) {
    const { usage } = await ask(patient, "Which of my stays is next?", signal);
    const { firstTokenMsGood } = patient.bounds;
    const said = `${usage.firstChunkMs} ms after ${usage.promptTokens} prompt tokens`;
    return usage.firstChunkMs <= firstTokenMsGood
      ? pass(said)
      : fail(`${said}; wanted: ${firstTokenMsGood} ms`);
  },
};

const speed: Probe = {
  id: "speed",
  title: "it writes faster than a guest reads",
  weight: "care",
  advice: "Use a smaller model, a smaller quantisation, or a GPU.",
  async run(patient, { signal }) {
    const question = { role: "guest" as const, text: "Explain in five sentences how late arrival works." };
    const asked = { messages: [question], passages: lateCheckIn };
    const { usage } = await ask(patient, asked, signal);
    const seconds = Math.max(1, usage.totalMs - usage.firstChunkMs) / 1000;
    const rate = Math.max(0, usage.replyTokens - 1) / seconds;
    const { tokensPerSecondMin } = patient.bounds;
    const said = `${rate.toFixed(1)} tokens a second`;
    return rate >= tokensPerSecondMin ? pass(said) : fail(`${said}; wanted: ${tokensPerSecondMin}`);
  },
};

const aborts: Probe = {
  id: "abort",
  title: "an abort frees the model at once",
  weight: "vital",
  advice: "Something between Frontdesk and the model keeps the connection open: remove the proxy.",
  async run(patient, { signal }) {
    const ready = "Please say nothing but: ready";
    const usual = await firstMs(patient, ready, signal);
    const stop = new AbortController();
    const long = "Please count from one to three hundred in words.";
    const left = ask(patient, long, AbortSignal.any([signal, stop.signal])).catch((error: unknown) => error);
    await wait(Math.min(generatingMs, patient.bounds.freedMsMax));
    stop.abort(new Error("left"));
    const ended = await left;
    signal.throwIfAborted();
    if (ended !== stop.signal.reason) return skip("its answer ended before it could be aborted");
    const after = await firstMs(patient, ready, signal);
    const said = `the next answer began after ${after} ms; usually ${usual} ms`;
    return after <= usual * 2 + patient.bounds.freedMsMax ? pass(said) : fail(said);
  },
};
/** Long enough for the model to be in the middle of the answer. */
const generatingMs = 1_000;

const sideBySide: Probe = {
  id: "parallel",
  title: "as many answers at once as MODEL_CALLS_MAX",
  weight: "care",
  advice:
    "Set MODEL_CALLS_MAX to 1, or OLLAMA_NUM_PARALLEL higher; Ollama runs the qwen3.5, 3.6 and 3.8 families one at a time, qwen3 in parallel.",
  async run(patient, { signal }) {
    const count = Math.min(patient.callsMax, atOnceMax);
    if (count < 2) return skip("MODEL_CALLS_MAX is 1");
    const question = "Please count from one to twenty in words.";
    const answers = await Promise.all(Array.from({ length: count }, () => ask(patient, question, signal)));
    const lastBegan = Math.max(...answers.map(({ firstAtMs }) => firstAtMs));
    const firstEnded = Math.min(...answers.map(({ endAtMs }) => endAtMs));
    return lastBegan < firstEnded
      ? pass(`${count} side by side`)
      : fail(`of ${count} asked at once, one began only when another had ended`);
  },
};

async function firstMs(patient: Patient, question: string, signal: AbortSignal): Promise<number> {
  const startedMs = performance.now();
  const { firstAtMs } = await ask(patient, question, signal);
  return Math.round(firstAtMs - startedMs);
}

export const streamProbes = [streams, firstToken, speed, aborts, sideBySide];
