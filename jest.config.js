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
};
