import { useCallback, useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../http/problem.ts";

/** While a page is looked at it is fetched again this often: what hosts and mail servers do is announced to nobody. */
const msEvery = 15_000;

export interface PageProps {
  /** Grows when something changed on the server. */
  version: number;
  onSignedOut: () => void;
}

export interface PageData<T> {
  /** Null until it has arrived. */
  data: T | null;
  /** What went wrong, in words. */
  problem: string | null;
  refresh: () => void;
}

/** What a page shows, kept fresh. `load` must stay the same function. */
export function usePage<T>(load: () => Promise<T>, { version, onSignedOut }: PageProps): PageData<T> {
  const [data, setData] = useState<T | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [count, setCount] = useState(0);
  const refresh = useCallback(() => setCount((before) => before + 1), []);
  useEffect(() => {
    let isOver = false;
    load().then(
      (answer) => {
        if (isOver) return;
        setData(answer);
        setProblem(null);
      },
      (error: unknown) => {
        if (isOver) return;
        if (error instanceof ApiProblem && error.status === 401) return onSignedOut();
        setProblem(error instanceof ApiProblem ? error.detail : "Something went wrong.");
      },
    );
    return () => {
      isOver = true;
    };
  }, [load, version, count, onSignedOut]);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || refresh(), msEvery);
    return () => clearInterval(timer);
  }, [refresh]);
  return { data, problem, refresh };
}
