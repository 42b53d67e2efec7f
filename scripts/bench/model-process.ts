import { startScriptedServer } from "../../agent/model/scripted/scripted-server.ts";
import { answerText } from "./bench-text.ts";
import { benchArgs, serveBench } from "./serve-bench.mjs";

/*
 * The model of the benches: says as many words as the guest asks for ("in 40 words"), one piece a word, at a steady rate. When she names
 * a booking, it looks it up first.
 */

const { pieceMs } = benchArgs as { pieceMs: number };
const server = await startScriptedServer({
  script: ({ guestText, lastRole }) => {
    const bookingRef = /BK-\d+/.exec(guestText)?.[0];
    if (bookingRef && lastRole !== "tool")
      return { calls: [{ name: "get_booking", arguments: { bookingRef } }], pieceMs };
    return { say: answerText(wordsWanted(guestText)), pieceMs };
  },
});
serveBench(server.url, server.close);

const wordsMax = 5_000;

function wordsWanted(guestText: string): number {
  const wanted = Number(/in (\d+) words/.exec(guestText)?.[1] ?? 1);
  return Math.min(wanted, wordsMax);
}
