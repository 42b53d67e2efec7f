import { useState } from "preact/hooks";
import { ApiProblem } from "../http/problem.ts";
import { type Staff, staffClient } from "./staff-client.ts";

export function Login({
  onLogin,
  problem: first,
}: {
  onLogin: (staff: Staff) => void;
  problem: string | null;
}) {
  const [problem, setProblem] = useState(first);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem(null);
    try {
      const { staff } = await staffClient.login(
        String(form.get("name")).trim(),
        String(form.get("password")),
      );
      onLogin(staff);
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.detail : "Something went wrong.");
      setBusy(false);
    }
  };
  return (
    <main class="login">
      <form onSubmit={submit}>
        <p class="brand">
          <span class="brand-mark" aria-hidden="true">
            F
          </span>
          Frontdesk
        </p>
        <h1>Sign in to the console</h1>
        <label>
          Name
          <input name="name" autocomplete="username" autocapitalize="none" required />
        </label>
        <label>
          Password
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        {problem && (
          <p class="form-problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="button primary" disabled={isBusy}>
          {isBusy && <span class="spinner" />}
          Sign in
        </button>
      </form>
    </main>
  );
}
