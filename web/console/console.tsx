import { useCallback, useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../http/problem.ts";
import { Desk } from "./desk.tsx";
import { Login } from "./login.tsx";
import { type Staff, staffClient } from "./staff-client.ts";

/** Undefined while it is being found out, null for nobody. */
type SignedIn = Staff | null | undefined;

/** The staff console: the desk for those who are signed in, the door for the others. */
export function Console() {
  const [staff, setStaff] = useState<SignedIn>(undefined);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    staffClient.me().then(
      (me) => setStaff(me.staff),
      (error: unknown) => {
        if (error instanceof ApiProblem && error.status !== 401) setProblem(error.detail);
        setStaff(null);
      },
    );
  }, []);
  const leave = useCallback(() => setStaff(null), []);

  if (staff === undefined) return <p class="one-moment">One moment…</p>;
  if (staff === null) return <Login onLogin={setStaff} problem={problem} />;
  return <Desk staff={staff} onSignedOut={leave} />;
}
