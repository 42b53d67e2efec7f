import { useCallback, useEffect, useState } from "preact/hooks";
import type { EscalationSummary } from "../../agent/events.ts";
import { follow, type Link } from "../http/follow.ts";
import { ApiProblem } from "../http/problem.ts";
import { whileVisible } from "../http/while-visible.ts";
import { staffClient } from "./staff-client.ts";

export interface Escalations {
  /** Null until they have arrived. */
  unresolved: EscalationSummary[] | null;
  resolved: EscalationSummary[] | null;
  link: Link;
  /** Grows with every change the server tells of. */
  version: number;
  refresh: () => void;
}

/** The lists, fetched again whenever the server says that something changed. `onSignedOut`: the session is over. */
export function useEscalations(wantsResolved: boolean, onSignedOut: () => void): Escalations {
  const [unresolved, setUnresolved] = useState<EscalationSummary[] | null>(null);
  const [resolved, setResolved] = useState<EscalationSummary[] | null>(null);
  const [link, setLink] = useState<Link>("connecting");
  const [version, setVersion] = useState(0);
  const refresh = useCallback(() => setVersion((count) => count + 1), []);

  const leaveIfSignedOut = useCallback(
    (error: unknown) => {
      if (error instanceof ApiProblem && error.status === 401) onSignedOut();
    },
    [onSignedOut],
  );
  useEffect(() => {
    const page = new AbortController();
    const read = (signal: AbortSignal) =>
      follow({ open: staffClient.changes, onData: refresh, onLink: setLink, signal }).catch(leaveIfSignedOut);
    whileVisible((signal) => void read(signal), page.signal);
    return () => page.abort();
  }, [refresh, leaveIfSignedOut]);

  useEffect(() => {
    let isOver = false;
    const keep = (set: typeof setUnresolved) => (answer: { escalations: EscalationSummary[] }) => {
      if (!isOver) set(answer.escalations);
    };
    staffClient.unresolved().then(keep(setUnresolved), leaveIfSignedOut);
    if (wantsResolved) staffClient.resolved().then(keep(setResolved), leaveIfSignedOut);
    return () => {
      isOver = true;
    };
  }, [version, wantsResolved, leaveIfSignedOut]);
  return { unresolved, resolved, link, version, refresh };
}
