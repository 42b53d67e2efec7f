import { ApiProblem, orProblem, unreachable } from "../http/problem.ts";

export interface DemoGuest {
  id: string;
  name: string;
  about: string;
}

/** The guests one can be. Null when this server is no demo. Throws `ApiProblem`. */
export async function demoGuests(): Promise<DemoGuest[] | null> {
  try {
    const response = await orProblem(await fetch("/v1/demo/guests"));
    return ((await response.json()) as { guests: DemoGuest[] }).guests;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw unreachable(error);
  }
}

/** The token that a real site would sign for its signed-in guest. */
export async function demoToken(guestId: string): Promise<string> {
  const response = await fetch("/v1/demo/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ guest: guestId }),
  });
  return ((await (await orProblem(response)).json()) as { token: string }).token;
}
