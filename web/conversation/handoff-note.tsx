import { ClockIcon, PersonIcon, ReturnIcon } from "./icons.tsx";
import { placeInLine } from "./status-words.ts";
import type { HandoffItem } from "./view.ts";

/** Where the conversation stands between the assistant and people. `isCurrent`: nothing has changed since. */
export function HandoffNote({
  item,
  isCurrent,
  viewer,
}: {
  item: HandoffItem;
  isCurrent: boolean;
  viewer: "guest" | "staff";
}) {
  if (item.state === "queued" && isCurrent) return <InLine item={item} viewer={viewer} />;
  const NoteIcon = item.state === "queued" ? ClockIcon : item.state === "agent" ? ReturnIcon : PersonIcon;
  return (
    <p class="note">
      <NoteIcon size={16} />
      {noteWords(item)}
    </p>
  );
}

function InLine({ item, viewer }: { item: HandoffItem; viewer: "guest" | "staff" }) {
  const isGuest = viewer === "guest";
  return (
    <section class="banner" aria-label="Waiting for a person">
      <span class="banner-icon">
        <ClockIcon />
      </span>
      <div>
        <h3>{isGuest ? "A person will answer you here" : "Passed to a person"}</h3>
        {item.position ? (
          <p class="banner-place">
            {isGuest ? placeInLine(item.position) : `Number ${item.position} in line`}
          </p>
        ) : null}
        {item.promise && <p>{item.promise}</p>}
      </div>
    </section>
  );
}

function noteWords({ state, staffName }: HandoffItem): string {
  const name = staffName ?? "A colleague";
  if (state === "queued") return "Passed to a person";
  if (state === "staff") return `${name} is here`;
  if (state === "closed") return `${name} closed this conversation`;
  return staffName ? `${name} handed over to the assistant` : "The assistant answers again";
}
