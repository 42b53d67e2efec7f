import "./require-node.mjs";

/* A step that fails without a test of its own counts as one. */

const { prepareTests } = await import("./prepare-tests.mjs");
const { startTestRedis } = await import("./test-redis.mjs");
const { steps, runSteps } = await import("./test-steps.mjs");
const { SetupError } = await import("./run-logged.mjs");
const { stopWithNpm } = await import("./stop-with-npm.mjs");
const { asksForHelp, helpOf } = await import("./command-line.mjs");

const command = {
  name: "npm test",
  does: `Gets what the tests need (packages, Redis, Chromium), runs everything, and ends with the line "Tests: N passed, N failed": jest's tests and
the evals. With arguments, the pages and those tests alone.`,
  words: { "[ARGUMENTS OF JEST]": "a path, or any option of jest's" },
  exits: { 0: "all passed", 1: "one failed, or the set-up did" },
  example: "npm test -- server/app.test.ts",
};

stopWithNpm();
const args = process.argv.slice(2);
if (asksForHelp(args)) console.log(helpOf(command));
else process.exitCode = await main(args);

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
