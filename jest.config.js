// ES modules throughout: jest runs with --experimental-vm-modules (scripts/test.mjs sets it).
export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transform: {
    "^.+\\.tsx?$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic", importSource: "preact" } },
        },
        module: { type: "es6" },
      },
    ],
  },
  testMatch: ["<rootDir>/{agent,db,evals,knowledge,scripts,server,tools,web}/**/*.test.ts?(x)"],
  testPathIgnorePatterns: ["/node_modules/", "/web/dist/"],
  modulePathIgnorePatterns: ["<rootDir>/data/", "<rootDir>/web/dist/"],
  testTimeout: 20_000,
  maxWorkers: 2,
  // Every file leaves its ES modules in the heap of its worker. At a gigabyte its exit took longer than the half second that Jest waits ("A worker process
  // has failed to exit gracefully"), though nothing was open. A worker this large is replaced between two files.
  workerIdleMemoryLimit: "300MB",
};
