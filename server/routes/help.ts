import { Router } from "express";
import { marked } from "marked";
import { findArticle, listArticles } from "../../db/articles.ts";
import { notFound } from "../problem.ts";
import type { Services } from "../services.ts";

/** The help centre as pages: what citations link to. The articles are the company's own files; they are rendered as they are. */
export function helpRoutes({ db }: Services): Router {
  const router = Router();
  router.get("/", async (_request, response) => {
    const articles = await listArticles(db);
    const categories = [...new Set(articles.map((article) => article.category))].sort();
    const sections = categories.map((category) => {
      const links = articles
        .filter((article) => article.category === category)
        .map((article) => `<li><a href="/help/${article.slug}">${escapeHtml(article.title)}</a></li>`);
      return `<section><h2>${escapeHtml(category)}</h2><ul>${links.join("")}</ul></section>`;
    });
    response
      .type("html")
      .send(page("Help centre", `<h1>Help centre</h1><div class="categories">${sections.join("")}</div>`));
  });
  router.get("/:slug", async (request, response) => {
    const slug = request.params.slug.replace(/\.md$/, "");
    const article = await findArticle(db, { slug });
    if (!article) throw notFound("There is no such article.");
    const body = await marked.parse(article.body);
    const note = `<p class="note">${escapeHtml(article.category)} · updated ${escapeHtml(article.updated)}</p>`;
    response.type("html").send(page(article.title, `<h1>${escapeHtml(article.title)}</h1>${note}${body}`));
  });
  return router;
}

const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char] ?? char,
  );

const page = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Staywell</title>
<style>
:root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6475; --line: #e3e6ec; --paper: #fff; --link: #0b5c52; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf1; --soft: #a2abbb; --line: #2b3342; --paper: #12161f; --link: #6fd3c4; } }
body { margin: 0; font: 17px/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header, main { max-width: 44rem; margin: 0 auto; padding: 1.25rem; }
header { display: flex; justify-content: space-between; border-bottom: 1px solid var(--line); }
a { color: var(--link); }
header a { text-decoration: none; font-weight: 600; }
h1 { line-height: 1.2; letter-spacing: -0.02em; }
.note { color: var(--soft); font-size: 0.9rem; }
.categories { columns: 2 18rem; column-gap: 2rem; }
section { break-inside: avoid; }
section h2 { font-size: 1.05rem; }
ul { padding-left: 1.1rem; }
</style>
</head>
<body><header><a href="/">Staywell</a><a href="/help">Help centre</a></header><main>${main}</main></body>
</html>`;
