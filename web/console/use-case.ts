import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { EscalationDetail, LoggedEvent } from "../../agent/events.ts";
import { fold } from "../conversation/fold.ts";
import { type ConversationView, emptyView } from "../conversation/view.ts";
import { follow } from "../http/follow.ts";
import { ApiProblem } from "../http/problem.ts";
import { whileVisible } from "../http/while-visible.ts";
import { staffClient } from "./staff-client.ts";

export interface OpenCase {
  detail: EscalationDetail;
  view: ConversationView;
}

export interface CaseDesk {
  /** Null until it has arrived. */
  open: OpenCase | null;
  /** What the server said no with, in words. */
  problem: string | null;
  isBusy: boolean;
  /** Does one thing on the server and takes over how the case stands then. True when it was done. */
  act: (what: () => Promise<{ escalation: EscalationDetail }>) => Promise<boolean>;
}

/** One escalation, live: its row fetched again at every change, its transcript followed as the guest's own screen does. */
export function useCase(id: string, version: number): CaseDesk {
  const [open, setOpen] = useState<OpenCase | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const takeOver = useCallback(({ escalation }: { escalation: EscalationDetail }) => {
    setOpen((before) => ({
      detail: escalation,
      view: escalation.transcript.reduce(fold, before?.view ?? emptyView),
    }));
  }, []);
  const fetchAgain = useCallback(async () => {
    try {
      takeOver(await staffClient.find(id));
      setMissing(null);
    } catch (error) {
      setMissing(wordsOf(error));
    }
  }, [id, takeOver]);

  useEffect(() => void fetchAgain(), [fetchAgain, version]);

  const hasArrived = open !== null;
  const seen = useRef(0);
  seen.current = open?.view.seq ?? 0;
  useEffect(() => {
    if (!hasArrived) return;
    const page = new AbortController();
    const onData = (event: unknown) =>
      setOpen((before) => before && { ...before, view: fold(before.view, event as LoggedEvent) });
    const read = (signal: AbortSignal) =>
      follow({ open: (one) => staffClient.events(id, seen.current, one), onData, signal }).catch(
        (error: unknown) => setMissing(wordsOf(error)),
      );
    whileVisible((signal) => void read(signal), page.signal);
    return () => page.abort();
  }, [id, hasArrived]);

  const act: CaseDesk["act"] = async (what) => {
    setBusy(true);
    setRefusal(null);
    try {
      takeOver(await what());
      return true;
    } catch (error) {
      // Somebody else was first: show what they did.
      await fetchAgain();
      setRefusal(wordsOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { open, problem: refusal ?? missing, isBusy, act };
}

const wordsOf = (error: unknown): string =>
  error instanceof ApiProblem ? error.detail : "Something went wrong.";
