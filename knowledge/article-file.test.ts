import { ArticleError, parseArticle } from "./article-file.ts";

const front = "title: Bringing a pet\ncategory: Stay\nsummary: Where pets may come.\nupdated: 2026-11-02";
const parse = (content: string, name = "pets.md") => parseArticle({ name, content });

test("an article is its front matter and its Markdown", () => {
  expect(parse(`---\n${front}\n---\n\nWelcome.\n`)).toEqual({
    slug: "pets",
    title: "Bringing a pet",
    category: "Stay",
    summary: "Where pets may come.",
    updated: "2026-11-02",
    body: "Welcome.",
  });
});

test("Windows line ends and a byte order mark are read", () => {
  const article = parse(`\uFEFF---\r\n${front.replaceAll("\n", "\r\n")}\r\n---\r\nWelcome.\r\n`);
  expect(article).toMatchObject({ title: "Bringing a pet", updated: "2026-11-02", body: "Welcome." });
});

test("text that looks like metadata of Obsidian stays text", () => {
  const body = "title:: Other\n\nSee #tags and [summary:: other] and (updated:: never).";
  expect(parse(`---\n${front}\n---\n${body}`)).toMatchObject({ title: "Bringing a pet", body });
});

test.each([
  ["no front matter", "Welcome.", "pets.md: it must begin with front matter between two lines of ---"],
  [
    "a missing field",
    `---\n${front.replace(/summary.*\n/, "")}\n---\nA.`,
    'pets.md: front matter field "summary"',
  ],
  [
    "an empty field",
    `---\n${front.replace("Stay", '""')}\n---\nA.`,
    'pets.md: front matter field "category"',
  ],
  [
    "a day that does not exist",
    `---\n${front.replace("11-02", "02-30")}\n---\nA.`,
    'pets.md: front matter field "updated"',
  ],
  ["a field too many", `---\n${front}\ntags: a\n---\nA.`, 'pets.md: front matter field "tags"'],
  [
    "a list for a title",
    `---\n${front.replace("Bringing a pet", "[a]")}\n---\nA.`,
    'pets.md: front matter field "title"',
  ],
  ["broken YAML", `---\ntitle: "open\n---\nA.`, "pets.md: its front matter is not YAML"],
  ["no YAML object", "---\nhello\n---\nA.", "pets.md: front matter:"],
  ["no text", `---\n${front}\n---\n\n`, "pets.md: there is no text after the front matter"],
])("%s is told in one line that names the file", (_, content, words) => {
  const failure = failureOf(() => parse(content));
  expect(failure).toBeInstanceOf(ArticleError);
  expect(failure.message).toContain(words);
  expect(failure.message).not.toContain("\n");
});

test("a file name that is no slug is refused", () => {
  expect(failureOf(() => parse(`---\n${front}\n---\nA.`, "My Pets.md")).message).toMatch(
    /My Pets\.md: its name must be/,
  );
});

function failureOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it did not fail");
}
