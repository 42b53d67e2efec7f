import { useMemo } from "preact/hooks";
import { renderMarkdown } from "./markdown.ts";

/** Markdown of the agent or of staff. `renderMarkdown` sanitises it; a browser test holds it to that. */
export function RichText({ text, base }: { text: string; base: string }) {
  const html = useMemo(() => renderMarkdown(text, base), [text, base]);
  return <div class="rich" dangerouslySetInnerHTML={{ __html: html }} />;
}
