import { absolute } from "./markdown.ts";
import type { Source } from "./view.ts";

/** What an answer rests on: one numbered chip an article. */
export function Sources({ sources, base }: { sources: Source[]; base: string }) {
  if (sources.length === 0) return null;
  return (
    <ul class="sources" aria-label="Sources">
      {sources.map((source, index) => (
        <li key={source.id}>
          <a
            class="source"
            href={absolute(source.url, base) ?? base}
            target="_blank"
            rel="noopener noreferrer"
          >
            <span class="source-number" aria-hidden="true">
              {index + 1}
            </span>
            <span class="source-title">{source.title}</span>
            <span class="sr-only">, source {index + 1}, opens in a new tab</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
