import DOMPurify from "dompurify";
import { Marked } from "marked";

const allowed = {
  ALLOWED_TAGS: "p br strong em del code pre ul ol li blockquote a table thead tbody tr th td".split(" "),
  ALLOWED_ATTR: ["href", "target", "rel", "start"],
  ALLOWED_URI_REGEXP: /^(https?:|mailto:|tel:)/i,
};

/**
 * The agent's and staff's Markdown as HTML that can do nothing but be read: no scripts, styles, images, forms or ids, and links
 * to the web, mail and telephone alone, in a new tab. `base` is what links such as `/help/check-in` stand on.
 */
export function renderMarkdown(text: string, base: string): string {
  const html = markedFor(base).parse(text, { async: false });
  return DOMPurify.sanitize(html, allowed);
}

const made = new Map<string, Marked>();

function markedFor(base: string): Marked {
  const known = made.get(base);
  if (known) return known;
  const marked = new Marked({ gfm: true, breaks: true });
  marked.use({
    renderer: {
      /** Raw HTML is shown as the text it is. */
      html: ({ text }) => escapeHtml(text),
      image: ({ text }) => escapeHtml(text),
      heading({ tokens }) {
        return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const address = absolute(href, base);
        return address
          ? `<a href="${escapeHtml(address)}" target="_blank" rel="noopener noreferrer">${words}</a>`
          : words;
      },
    },
  });
  made.set(base, marked);
  return marked;
}

/** The address a link leads to, or null for what is none or would run something. */
export function absolute(href: string, base: string): string | null {
  try {
    const url = new URL(href, base);
    return protocols.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const protocols = ["https:", "http:", "mailto:", "tel:"];

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character]!);
