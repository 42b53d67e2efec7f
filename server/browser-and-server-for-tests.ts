import { jest } from "@jest/globals";
import type { Browser } from "playwright-core";
import { startBrowser } from "./browser-for-tests.ts";
import { startServer } from "./rig-for-tests.ts";

/**
 * For a file of tests that look at pages: one browser for all of them, and a server of its own for each, which ends with the browser's windows. Call
 * it once, outside of any test. `npm test` builds the pages first.
 */
export function browserAndServer() {
  jest.setTimeout(60_000);
  const started = {} as { browser: Browser; rig: Awaited<ReturnType<typeof startServer>> };
  beforeAll(async () => {
    started.browser = await startBrowser();
  });
  afterAll(() => started.browser?.close());
  beforeEach(async () => {
    started.rig = await startServer();
  });
  afterEach(async () => {
    for (const context of started.browser.contexts()) await context.close();
    await started.rig.close();
  });
  return started;
}
