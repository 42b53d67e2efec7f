import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const projectFolder = join(import.meta.dirname, "..");

const folders = ["db", "knowledge", "tools", "agent", "server", "web", "evals", "scripts"];
const vendors = {
  db: ["drizzle-orm", "drizzle-orm/better-sqlite3/migrator", "better-sqlite3"],
  agent: ["@langchain/langgraph", "@langchain/langgraph/web", "@langchain/langgraph-checkpoint-sqlite"],
  "agent/model": ["ollama"],
  server: ["express", "bullmq", "ioredis", "prom-client"],
  knowledge: [
    "@langchain/community/document_loaders/web/github",
    "@langchain/classic/document_loaders/fs/text",
  ],
};

/** What each folder may import: other folders, and the vendors whose home it is or lies in. */
const may: Record<string, { folders: string[]; vendorsOf: (keyof typeof vendors)[] }> = {
  db: { folders: [], vendorsOf: ["db"] },
  knowledge: { folders: ["db"], vendorsOf: ["knowledge"] },
  tools: { folders: ["db", "knowledge"], vendorsOf: [] },
  agent: { folders: ["db", "knowledge", "tools"], vendorsOf: ["agent"] },
  "agent/nodes": { folders: ["db", "knowledge", "tools", "agent"], vendorsOf: ["agent"] },
  "agent/model": { folders: ["db", "knowledge", "tools", "agent"], vendorsOf: ["agent", "agent/model"] },
  server: { folders: ["db", "knowledge", "tools", "agent"], vendorsOf: ["server"] },
  "server/routes": { folders: ["db", "knowledge", "tools", "agent", "server"], vendorsOf: ["server"] },
  "web/widget": { folders: ["web"], vendorsOf: [] },
  evals: { folders: ["db", "knowledge", "tools", "agent"], vendorsOf: [] },
  scripts: { folders: ["db", "knowledge", "tools", "agent", "server", "web"], vendorsOf: [] },
};

const anywhere = ["./sibling.ts", "zod", "node:path"];
const wireTypes = ["../../agent/events.ts", "../../db/event-types.ts"];
const notWireTypes = ["../../agent/answer.ts", "../../db/events.ts"];
const disguises = ["import type { T } from 'bullmq';", "export * from 'bullmq';", "await import('bullmq');"];
const readers = ["server/app.ts", "server/main.ts", "db/open.ts", "db/open.test.ts", "scripts/staff.ts"];

const samples: Record<string, string[]> = {
  ...Object.fromEntries(
    Object.keys(may).map((folder) => [`${folder}/new.ts`, allImports(folder).map(importLine)]),
  ),
  "web/console/new.ts": [...wireTypes, ...notWireTypes].map(importLine),
  "agent/disguised.ts": disguises,
  "evals/words.ts": ["../scripts/command-line.mjs", "../scripts/run-logged.mjs"].map(importLine),
  "tools/new.test.ts": ["../agent/answer.ts"].map(importLine),
  ...Object.fromEntries(readers.map((file) => [file, ["export const port = process.env.PORT;"]])),
};
const refusedLines = lint(samples);

test.each(Object.entries(may))(
  "a file in %s/ may import what lies below it, its own vendors, and nothing else",
  (folder, its) => {
    const welcome = new Set([
      ...its.folders.map((other) => pathTo(other, folder)),
      ...its.vendorsOf.flatMap((home) => vendors[home]),
      ...anywhere,
    ]);
    const refused = refusedLines(`${folder}/new.ts`).map((line) => allImports(folder)[line]);
    expect(refused).toEqual(allImports(folder).filter((path) => !welcome.has(path)));
  },
);

test("web/ may import the wire types, from two files alone", () => {
  expect(refusedLines("web/console/new.ts")).toEqual([2, 3]);
});

test("evals/ read their words as other commands do, and may import nothing else of scripts/", () => {
  expect(refusedLines("evals/words.ts")).toEqual([1]);
});

test("a vendor cannot come in as a type, a re-export or a dynamic import", () => {
  expect(refusedLines("agent/disguised.ts")).toEqual(disguises.map((_, line) => line));
});

test("a test is held to the arrows as the code beside it is", () => {
  expect(refusedLines("tools/new.test.ts")).toEqual([0]);
});

test("only entry points, scripts and tests read the environment", () => {
  expect(readers.filter((file) => refusedLines(file).length > 0)).toEqual(["server/app.ts", "db/open.ts"]);
});

function allImports(folder: string): string[] {
  const own = folder.split("/")[0];
  const others = folders.filter((other) => other !== own || may[folder]?.folders.includes(other));
  return [...others.map((other) => pathTo(other, folder)), ...Object.values(vendors).flat(), ...anywhere];
}

function pathTo(folder: string, from: string): string {
  return `${"../".repeat(from.split("/").length)}${folder}/deep/thing.ts`;
}

function importLine(path: string, index: number): string {
  return `import { thing${index} } from "${path}";`;
}

/** Lints such files by the rules of this project, in a folder of their own, and tells which lines of each are refused, from 0. */
function lint(files: Record<string, string[]>): (file: string) => number[] {
  const copy = mkdtempSync(join(tmpdir(), "frontdesk-arrows-"));
  try {
    for (const part of ["biome.json", "scripts/arrows.jsonc"])
      cpSync(join(projectFolder, part), join(copy, part));
    for (const [file, lines] of Object.entries(files)) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), lines.join("\n"));
    }
    const biome = join(projectFolder, "node_modules/@biomejs/biome/bin/biome");
    const args = [biome, "lint", "--colors=off", "--max-diagnostics=none", ...Object.keys(files)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
    const report = stdout + stderr;
    if (!report.includes(`Checked ${Object.keys(files).length} files`))
      throw new Error(`Biome did not lint:\n${report}`);
    const refusals = [
      ...report.matchAll(/^(\S+):(\d+):\d+ lint\/style\/(noRestrictedImports|noProcessEnv)/gm),
    ];
    return (file) =>
      [...new Set(refusals.filter(([, at]) => at === file).map(([, , line]) => Number(line) - 1))].sort(
        (a, b) => a - b,
      );
  } finally {
    rmSync(copy, { recursive: true });
  }
}
