import "./require-node.mjs";

/*
 * `npm test`: does its own set-up, runs everything, and ends with the line `Tests: <N> passed, <N> failed` (jest's tests and the
 * evals; a step that fails without a test of its own counts as one). `npm test -- <jest arguments>`: the pages and those tests alone.
 */

const { prepareTests } = await import("./prepare-tests.mjs");
const { startTestRedis } = await import("./test-redis.mjs");
const { steps, runSteps } = await import("./test-steps.mjs");
const { SetupError } = await import("./run-logged.mjs");
const { stopWithNpm } = await import("./stop-with-npm.mjs");

stopWithNpm();
process.exitCode = await main(process.argv.slice(2));

async function main(jestArgs) {
  try {
    const { redisServer, chromium } = await prepareTests();
    const redis = await startTestRedis(redisServer);
    try {
      const env = { ...process.env, TEST_REDIS_URL: redis.url, CHROMIUM_PATH: chromium };
      const { passed, failed } = await runSteps(steps({ jestArgs, env }));
      console.log(`Tests: ${passed} passed, ${failed} failed`);
      return failed > 0 ? 1 : 0;
    } finally {
      redis.stop();
    }
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    console.log("Tests: 0 passed, 1 failed");
    return 1;
  }
}
