import { Entry, type Reader } from "./entry.tsx";
import { dayName } from "./format-time.ts";
import { serverNow } from "./server-clock.ts";
import type { ThreadItem } from "./view.ts";

interface Props {
  items: ThreadItem[];
  reader: Reader;
  /** False while what was said earlier is still arriving: then nothing is read out and nothing moves. */
  isNews: boolean;
}

/**
 * The conversation so far. A polite, non-atomic log: a screen reader speaks each whole message once, as it is appended. What is
 * still being written stands outside, in `Writing`.
 */
export function Thread({ items: all, reader, isNews }: Props) {
  const items = reader.viewer === "guest" ? all.filter((item) => item.kind !== "tool") : all;
  const standing = items.findLast((item) => item.kind === "handoff");
  return (
    <div
      class={`thread for-${reader.viewer}`}
      role="log"
      aria-label="Conversation"
      aria-live={isNews ? "polite" : "off"}
      aria-atomic="false"
      aria-relevant="additions"
      data-news={isNews}
    >
      {items.map((item, index) => (
        <div class="entry" key={`${item.kind}-${item.id}`}>
          <Day item={item} before={items[index - 1]} />
          <Entry
            item={item}
            reader={reader}
            isFirst={speaker(items[index - 1]) !== speaker(item)}
            isLast={speaker(items[index + 1]) !== speaker(item)}
            isCurrent={item === standing}
          />
        </div>
      ))}
    </div>
  );
}

/** A line between days; none above a conversation that began today. */
function Day({ item, before }: { item: ThreadItem; before: ThreadItem | undefined }) {
  const now = serverNow();
  const day = dayName(item.at, now);
  const previous = before ? dayName(before.at, now) : "Today";
  return day === previous ? null : <p class="day">{day}</p>;
}

/** Messages in a row from the same speaker are one group. */
const speaker = (item: ThreadItem | undefined): string | null =>
  item === undefined ? null : item.kind === "staff" ? `staff ${item.staffName}` : item.kind;
