import type { Router } from "express";
import type { StaffOutcome } from "../db/staff-desk.ts";
import { createApp } from "./app.ts";
import { startServer } from "./rig-for-tests.ts";
import { openApiDocument } from "./routes/openapi.ts";
import { staffRefusal } from "./staff-refusal.ts";

/* The document at /openapi.json and what the server answers are the same. */

let rig: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  rig = await startServer();
});
afterEach(() => rig.close());

const documented = Object.entries(openApiDocument.paths ?? {}).flatMap(([path, operations]) =>
  Object.keys(operations ?? {}).map((method) => ({ method: method.toUpperCase(), path })),
);

test("every route of the server is in the document, and nothing else", () => {
  const app = createApp(rig.services);
  expect(routesOf(app.router as unknown as Listing).sort()).toEqual(
    documented.map(({ method, path }) => `${method} ${path}`).sort(),
  );
});

test("every path of the document is answered", async () => {
  expect(await (await rig.request("/openapi.json", { guest: null })).json()).toEqual(
    JSON.parse(JSON.stringify(openApiDocument)),
  );
  for (const { method, path } of documented) {
    const address = path
      .replace("{id}", rig.conversationId)
      .replace("{confirmationId}", "cf_x")
      .replace("{ref}", "BK-204")
      .replace("{slug}", "pets");
    const stop = new AbortController();
    const response = await rig.request(address, {
      method,
      signal: stop.signal,
      ...(method === "POST" && { json: {} }),
    });
    const known = response.status !== 404 || !(await response.json()).detail.includes("address");
    stop.abort();
    expect([method, path, known]).toEqual([method, path, true]);
  }
});

test.each<[string, Extract<StaffOutcome, { ok: false }>[]]>([
  [
    "claim",
    [
      { ok: false, why: "unknown" },
      { ok: false, why: "taken", by: "Ana" },
    ],
  ],
  [
    "reply",
    [
      { ok: false, why: "reused-id" },
      { ok: false, why: "state" },
    ],
  ],
  [
    "approve",
    [
      { ok: false, why: "role" },
      { ok: false, why: "same-person" },
      { ok: false, why: "decided" },
    ],
  ],
  [
    "change",
    [
      { ok: false, why: "amount", say: "" },
      { ok: false, why: "unreachable" },
    ],
  ],
  [
    "credit",
    [
      { ok: false, why: "credit", say: "" },
      { ok: false, why: "credit-role" },
    ],
  ],
])("the document has what `%s` of a case is refused with", (act, outcomes) => {
  const { responses } = openApiDocument.paths?.[`/v1/staff/escalations/{id}/${act}`]?.post ?? {};
  const statuses = outcomes.map((outcome) => String(staffRefusal(outcome)?.status));
  expect(Object.keys(responses ?? {})).toEqual(expect.arrayContaining(statuses));
});

/** Of router 2.3, which Express 5.3 uses; its types do not know it yet. */
interface Listing extends Router {
  listRoutes(): { path: string; methods?: string[]; router?: Listing }[];
}

/** "GET /v1/chat/{id}": a path as OpenAPI writes it. HEAD comes with every GET. */
function routesOf(router: Listing, at = ""): string[] {
  return router.listRoutes().flatMap(({ path, methods = [], router: inner }) => {
    const whole = `${at}${path}`.replaceAll("//", "/");
    if (inner) return routesOf(inner, whole.replace(/\/$/, ""));
    const written = whole.replace(/(.)\/$/, "$1").replaceAll(/:(\w+)/g, "{$1}");
    return methods.filter((method) => method !== "HEAD").map((method) => `${method} ${written}`);
  });
}
