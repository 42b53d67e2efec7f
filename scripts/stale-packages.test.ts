import { stalePackages } from "./stale-packages.mjs";

const locked = {
  packages: {
    "": {},
    "node_modules/zod": { version: "4.6.7" },
    "node_modules/a/node_modules/zod": { version: "3.0.0" },
    "node_modules/jest": { version: "30.5.2", dev: true },
    "node_modules/@esbuild/linux-x64": { version: "0.28.2", optional: true },
    "node_modules/@esbuild/darwin-arm64": { version: "0.28.2", optional: true },
  },
};
const { "": _, "node_modules/@esbuild/darwin-arm64": __, ...here } = locked.packages;

test("without node_modules everything that this platform must have is missing", () => {
  expect(stalePackages({ locked, installed: null, dev: true })).toEqual(["zod", "zod", "jest"]);
});

test("an installation of this platform is complete without the packages of others", () => {
  expect(stalePackages({ locked, installed: { packages: here }, dev: true })).toEqual([]);
});

test("a package of another version is stale, an optional one too", () => {
  const packages = {
    ...here,
    "node_modules/zod": { version: "4.6.6" },
    "node_modules/@esbuild/linux-x64": { version: "0.28.1" },
  };
  expect(stalePackages({ locked, installed: { packages }, dev: true })).toEqual([
    "zod",
    "@esbuild/linux-x64",
  ]);
});

test("starting needs no packages of development, testing does", () => {
  const { "node_modules/jest": ___, ...packages } = here;
  expect(stalePackages({ locked, installed: { packages }, dev: false })).toEqual([]);
  expect(stalePackages({ locked, installed: { packages }, dev: true })).toEqual(["jest"]);
});
