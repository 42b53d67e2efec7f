import { parse as parseYaml } from "yaml";
import * as z from "zod";
import type { Article } from "../db/articles.ts";

/**
 * A file of the help centre: YAML front matter between `---` lines, then Markdown. Throws an `ArticleError` of one line
 * that names the file and the field.
 */
export function parseArticle({ name, content }: { name: string; content: string }): Article {
  const slug = name.replace(/\.md$/, "");
  if (!slugPattern.test(slug))
    throw new ArticleError(name, 'its name must be lower-case words joined by "-"');
  const parts = frontMatterPattern.exec(content);
  if (!parts) throw new ArticleError(name, "it must begin with front matter between two lines of ---");
  const read = frontMatter.safeParse(yamlOf(name, parts[1]!));
  if (!read.success) throw new ArticleError(name, describe(read.error.issues[0]!));
  const body = (parts[2] ?? "").trim();
  if (!body) throw new ArticleError(name, "there is no text after the front matter");
  return { slug, ...read.data, body };
}

/** What is wrong with which file, for the operator. */
export class ArticleError extends Error {
  readonly code = "bad-article";

  constructor(file: string, problem: string) {
    super(`Help-centre article ${file}: ${problem}`);
    this.name = "ArticleError";
  }
}

/** A slug is part of addresses and of citations. */
const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const frontMatterPattern = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/;

const line = (charsMax: number) => z.string().trim().min(1).max(charsMax);

const frontMatter = z.strictObject({
  title: line(120),
  category: line(60),
  summary: line(300),
  updated: z.iso.date(),
});

function yamlOf(name: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new ArticleError(name, `its front matter is not YAML (${String(error).split("\n", 1)[0]})`);
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const field = issue.code === "unrecognized_keys" ? issue.keys.join(", ") : issue.path.join(".");
  return field ? `front matter field "${field}": ${issue.message}` : `front matter: ${issue.message}`;
}
