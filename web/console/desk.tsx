import { useEffect, useState } from "preact/hooks";
import { Case } from "./case.tsx";
import { Conversation } from "./conversation.tsx";
import { EscalationList } from "./escalation-list.tsx";
import { casesOf, type Filter } from "./filters.ts";
import { Mails } from "./mails.tsx";
import { conversationIn, placeOf } from "./places.ts";
import { Problems } from "./problems.tsx";
import { type Staff, staffClient } from "./staff-client.ts";
import { TopBar } from "./top-bar.tsx";
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
      <TopBar
        staff={staff}
        isLost={all.link === "waiting"}
        place={placeOf(openId)}
        waiting={waiting}
        onLeave={() => void leave()}
      />
      {placeOf(openId) === "cases" ? (
        <>
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
              <NoCase />
            )}
          </main>
        </>
      ) : (
        <main class="page-pane">
          <Page hash={openId} version={all.version} onSignedOut={onSignedOut} />
        </main>
      )}
    </div>
  );
}

function NoCase() {
  return (
    <div class="no-case">
      <p>Choose a case from the list.</p>
      <p class="keys">
        <kbd>J</kbd> <kbd>K</kbd> next and previous · <kbd>C</kbd> claim · <kbd>R</kbd> reply
      </p>
    </div>
  );
}

function Page({ hash, ...props }: { hash: string; version: number; onSignedOut: () => void }) {
  const place = placeOf(hash);
  if (place === "problems") return <Problems {...props} />;
  if (place === "mails") return <Mails {...props} />;
  const id = conversationIn(hash) ?? "";
  return <Conversation key={id} id={id} {...props} />;
}
