import { timeOfDay } from "./format-time.ts";
import { ClockIcon, PersonIcon } from "./icons.tsx";
import type { ProblemItem } from "./view.ts";

/** What became of a problem with a stay. The host's words are shown as words and nothing else. */
export function ProblemNote({ item: { state, hostName, text, hostWords, at } }: { item: ProblemItem }) {
  return (
    <section class={`banner problem-note ${state}`} aria-label="About the problem you reported">
      <span class="banner-icon">{state === "answered" ? <PersonIcon /> : <ClockIcon />}</span>
      <div>
        <h3>{state === "answered" ? `${hostName} has replied` : `No reply from ${hostName}`}</h3>
        <p>{text}</p>
        {hostWords !== null && (
          <p>
            <q>{hostWords}</q>
          </p>
        )}
        <time dateTime={at}>{timeOfDay(at)}</time>
      </div>
    </section>
  );
}
