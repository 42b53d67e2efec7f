import { chunkArticle, chunkCharsMax } from "./chunk.ts";

const chunked = (body: string) => chunkArticle({ slug: "pets", title: "Bringing a pet", body });

test("the lead is chunk 0 and every section is one more", () => {
  expect(chunked("Pets are welcome.\n\n## Costs\n\nOnce per stay.\n\n## Rules\n\nNot on beds.\n")).toEqual([
    { id: "pets#0", slug: "pets", title: "Bringing a pet", heading: "", text: "Pets are welcome." },
    { id: "pets#1", slug: "pets", title: "Bringing a pet", heading: "Costs", text: "Once per stay." },
    { id: "pets#2", slug: "pets", title: "Bringing a pet", heading: "Rules", text: "Not on beds." },
  ]);
});

test("empty sections give no chunk, and ids stay without gaps", () => {
  const chunks = chunked("# Bringing a pet\n\nWelcome.\n\n## Nothing yet\n\n## Rules\n\nNot on beds.");
  expect(chunks.map(({ id, heading }) => [id, heading])).toEqual([
    ["pets#0", ""],
    ["pets#1", "Rules"],
  ]);
});

test("a heading inside a fenced block, or a deeper one, does not cut", () => {
  const text = "```\n## not a heading\n```\n\n### Dogs\n\nOn a lead.";
  expect(chunked(text)).toEqual([expect.objectContaining({ id: "pets#0", text })]);
});

test("links become their words", () => {
  const [chunk] = chunked(
    "See [Assistance animals](assistance-animals.md), [[refunds|Refunds]] and <https://a.example>.",
  );
  expect(chunk?.text).toBe("See Assistance animals, Refunds and https://a.example.");
});

test("a long section is cut between paragraphs, keeps its heading, and loses nothing", () => {
  const paragraphs = Array.from({ length: 9 }, (_, n) => `Paragraph ${n} ${"goes on ".repeat(40)}and ends.`);
  const chunks = chunked(`## Rules\n\n${paragraphs.join("\n\n")}`);
  expect(chunks.length).toBeGreaterThan(2);
  expect(chunks.every(({ heading, text }) => heading === "Rules" && text.length <= chunkCharsMax)).toBe(true);
  expect(chunks.map(({ text }) => text).join("\n\n")).toBe(paragraphs.join("\n\n"));
});

test("a long paragraph is cut between sentences", () => {
  const sentences = Array.from(
    { length: 60 },
    (_, n) => `Check-in ${n} is from 15:00, e.g. at the Lisbon loft.`,
  );
  const chunks = chunked(sentences.join(" "));
  expect(chunks.length).toBeGreaterThan(1);
  for (const { text } of chunks) expect(text).toMatch(/^Check-in .* loft\.$/);
  expect(chunks.map(({ text }) => text).join(" ")).toBe(sentences.join(" "));
});

test("an endless sentence is cut between words, an endless word where the bound falls", () => {
  const words = "word ".repeat(1_000).trim();
  const cut = chunked(words);
  expect(cut.every(({ text }) => text.length <= chunkCharsMax && /^word.*word$/.test(text))).toBe(true);
  expect(cut.map(({ text }) => text).join(" ")).toBe(words);

  const endless = "x".repeat(5_000);
  const pieces = chunked(endless).map(({ text }) => text);
  expect(pieces.every((text) => text.length <= chunkCharsMax)).toBe(true);
  expect(pieces.join("")).toBe(endless);
});

test("a long list is cut between its items", () => {
  const items = Array.from({ length: 80 }, (_, n) => `- item ${n} of the things to bring along`);
  const chunks = chunked(items.join("\n"));
  expect(chunks.length).toBeGreaterThan(1);
  for (const { text } of chunks)
    expect(text.split("\n").every((line) => /^- item \d+ of .* along$/.test(line))).toBe(true);
});
