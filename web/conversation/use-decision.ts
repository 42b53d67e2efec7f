import { useRef, useState } from "preact/hooks";
import type { ActionState, ConfirmCard } from "../../agent/events.ts";
import { ApiProblem } from "../http/problem.ts";

export type Decision = "accept" | "decline";
export type Decide = (confirmationId: string, decision: Decision) => Promise<{ state: ActionState }>;

/**
 * One decision on one card. The first press counts: a double click, or Enter held down, sends one request. What the server
 * answers stands until the log says more; a refusal (409) shows the outcome it came with.
 */
export function useDecision(card: ConfirmCard, decide: Decide) {
  const [answered, setAnswered] = useState<ActionState | null>(null);
  const [pending, setPending] = useState<Decision | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const pressed = useRef(false);

  const press = async (decision: Decision) => {
    if (pressed.current) return;
    pressed.current = true;
    setPending(decision);
    setProblem(null);
    try {
      setAnswered((await decide(card.confirmationId, decision)).state);
    } catch (error) {
      const state = error instanceof ApiProblem ? error.document.state : undefined;
      // "Offered": refused for now, because a person holds the conversation. The card is as open as it was.
      const isDecided = typeof state === "string" && state !== "offered";
      if (isDecided) setAnswered(state as ActionState);
      else pressed.current = false;
      setProblem(isDecided ? reasonOf(error) : problemWords(error));
    }
    setPending(null);
  };

  const state = card.state === "offered" ? (answered ?? "offered") : card.state;
  return { state, pending, problem: card.state === "offered" ? problem : null, press };
}

/** Why it failed or was turned down, if the outcome says so. The state itself is told by the card. */
function reasonOf(error: unknown): string | null {
  const outcome =
    error instanceof ApiProblem ? (error.document.outcome as { reason?: unknown } | null) : null;
  return typeof outcome?.reason === "string" ? outcome.reason : null;
}

function problemWords(error: unknown): string {
  if (!(error instanceof ApiProblem)) return "Something went wrong. Please press again.";
  if (error.status === 0) return "No connection. Please press again: it can only happen once.";
  return error.detail;
}
