import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { supportHours } from "../agent/promise.ts";
import { demoGuests } from "../db/demo-guests.ts";
import { demoPlaces } from "../db/demo-places.ts";
import { catalogue } from "../tools/catalogue.ts";
import { formatMoney } from "../tools/money.ts";
import { builtInMoneyRules } from "../tools/money-rules.ts";
import { sabotageNames } from "./crash/sabotage.ts";

/* What the documents say is compared with what is there. */

const read = (path: string) => readFileSync(path, "utf8");
const decisions = readdirSync("decisions").map((name) => join("decisions", name));
const documents = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "evals/README.md",
  ...decisions,
];
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

test.each(documents)("every relative link of %s leads somewhere", (document) => {
  const targets = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) => match[1] ?? "");
  expect(targets.filter((target) => !existsSync(join(dirname(document), target)))).toEqual([]);
});

test.each(documents)("every npm command of %s exists", (document) => {
  const named = [...read(document).matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map((match) => match[1] ?? "");
  const known = new Set([...Object.keys(scripts), "install", "ci"]);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test.each(documents)("every file that %s names in code marks exists", (document) => {
  const named = [
    ...read(document).matchAll(/`((?:agent|tools|server|knowledge|evals|db|web|scripts)\/[\w./-]*)`/g),
  ].map((m) => m[1] ?? "");
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

test("the folder map of the README is the folders that are there", () => {
  const mapped = [...read("README.md").matchAll(/^\| \[`(\w+)\/`\]/gm)].map((match) => match[1]).sort();
  const hidden = new Set(["node_modules", "data", "coverage", "decisions", "docs"]);
  const there = readdirSync(".", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !hidden.has(entry.name))
    .map((entry) => entry.name)
    .sort();
  expect(mapped).toEqual(there);
});

test("the map of ARCHITECTURE.md has every folder inside those of the README", () => {
  const map = read("ARCHITECTURE.md").split("Inside them")[1]?.split("\n\n")[1] ?? "";
  const mapped = map.split(/^- /m).flatMap((entry) => {
    const [folder = "", ...inside] = [...entry.matchAll(/`([\w-]+)\/`/g)].map((match) => match[1] ?? "");
    return inside.map((name) => `${folder}/${name}`);
  });
  const there = [...read("README.md").matchAll(/^\| \[`(\w+)\/`\]/gm)].flatMap(([, folder = ""]) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !["node_modules", "dist"].includes(entry.name))
      .map((entry) => `${folder}/${entry.name}`),
  );
  expect(mapped.sort()).toEqual(there.sort());
});

test("the README has every command of package.json", () => {
  const readme = read("README.md");
  const typed = Object.keys(scripts).map((name) =>
    ["start", "test"].includes(name) ? `npm ${name}` : `npm run ${name}`,
  );
  expect(typed.filter((command) => !new RegExp(`${command}(?![\\w:-])`).test(readme))).toEqual([]);
});

const injections = parse(read("agent/injections.yaml")) as { in: string[] }[];

test.each([
  ["README.md", `${catalogue.length} tools`],
  ["README.md", `${injections.flatMap((one) => one.in).length} planted instructions`],
  ["CHANGELOG.md", `${catalogue.length} tools in all`],
  ["CHANGELOG.md", `${readdirSync("knowledge/articles").length} articles`],
  [
    "CHANGELOG.md",
    `${["no", "one", "two", "three", "four", "five"][sabotageNames.length]} sabotaged servers`,
  ],
])("%s says how many there are: %s", (document, words) => {
  expect(read(document)).toContain(words);
});

test("the evals' README names the guests of the demo", () => {
  expect(read("evals/README.md")).toContain(
    `a guest of the demo: ${demoGuests.map(({ id }) => id).join(", ")}`,
  );
});

test("the hours that a guest is promised are those of the article", () => {
  const hours = `from ${String(supportHours.from).padStart(2, "0")}:00 to ${supportHours.until}:00 Lisbon time`;
  expect(read("knowledge/articles/contact-support.md")).toContain(hours);
});

test("the approval limits are those of the article", () => {
  const articles = readdirSync("knowledge/articles")
    .map((name) => read(join("knowledge/articles", name)))
    .join("\n");
  for (const [currency, { refundMinorMax: minor }] of builtInMoneyRules().currencies)
    expect(articles).toContain(formatMoney({ minor, currency }));
});

test("the README names the Node version of package.json", () => {
  const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
  expect(read("README.md")).toContain(`Node ${engines.node.replace(">=", "").replace(/\.0$/, "")}`);
});

test("the demo page shows places at the prices and on the terms that they have", () => {
  const page = read("web/demo/stays.tsx");
  const shown = [
    ...page.matchAll(/name: "([^"]+)",\s+place: "([^"]+)",\s+policy: "([^"]+)",\s+night: "([^"]+)"/g),
  ];
  expect(shown.length).toBeGreaterThanOrEqual(4);
  for (const [, name, where, policy, night] of shown) {
    const place = demoPlaces.find((candidate) => candidate.name === name)!;
    const money = formatMoney({ minor: place.nightMinor ?? 0, currency: place.currency ?? "EUR" });
    expect({
      where,
      night,
      policy: policy
        ?.split(/ cancell/)[0]
        ?.toLowerCase()
        .replace("-", "_"),
    }).toEqual({
      where: `${place.city}, ${place.country}`,
      night: money.replace(/\.00$/, ""),
      policy: place.policy,
    });
  }
});
