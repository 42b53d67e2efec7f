import { useEffect, useState } from "preact/hooks";
import { Case } from "./case.tsx";
import { EscalationList } from "./escalation-list.tsx";
import { casesOf, type Filter } from "./filters.ts";
import { type Staff, staffClient } from "./staff-client.ts";
import { useEscalations } from "./use-escalations.ts";
import { useHash } from "./use-hash.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** The list on the left, the open case on the right; on a phone one of the two. */
export function Desk({ staff, onSignedOut }: { staff: Staff; onSignedOut: () => void }) {
  const [filter, setFilter] = useState<Filter>("open");
  const [openId, goTo] = useHash();
  const all = useEscalations(filter === "resolved", onSignedOut);
  const cases = casesOf(filter, all, staff.name);
  const waiting = casesOf("open", all, staff.name)?.length ?? 0;
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) Frontdesk console` : "Frontdesk console";
  }, [waiting]);

  const step = (by: 1 | -1) => () => {
    const list = cases ?? [];
    const at = list.findIndex((one) => one.id === openId);
    const next = at < 0 ? list[0] : list[at + by];
    if (next) goTo(next.id);
  };
  useShortcuts({ j: step(1), k: step(-1), Escape: () => goTo("") });

  const leave = async () => {
    await staffClient.logout().catch(() => undefined);
    onSignedOut();
  };
  return (
    <div class={openId ? "desk has-case" : "desk"}>
      <header class="top-bar">
        <p class="brand">
          <span class="brand-mark" aria-hidden="true">
            F
          </span>
          Frontdesk
        </p>
        {all.link === "waiting" && (
          <p class="link-lost" role="status">
            Connection lost. Trying again…
          </p>
        )}
        <p class="who">{staff.name}</p>
        <button type="button" class="button small" onClick={leave}>
          Log out
        </button>
      </header>
      <EscalationList {...{ cases, all, filter, staff, openId }} onFilter={setFilter} />
      <main class="case-pane">
        {openId ? (
          <Case
            key={openId}
            id={openId}
            staff={staff}
            version={all.version}
            onChange={all.refresh}
            onClaimed={() => setFilter("mine")}
            onBack={() => goTo("")}
          />
        ) : (
          <div class="no-case">
            <p>Choose a case from the list.</p>
            <p class="keys">
              <kbd>J</kbd> <kbd>K</kbd> next and previous · <kbd>C</kbd> claim · <kbd>R</kbd> reply
            </p>
          </div>
        )}
      </main>
    </div>
  );
}
