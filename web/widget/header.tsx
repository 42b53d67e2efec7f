import { BackIcon, CloseIcon } from "../conversation/icons.tsx";
import { placeInLine } from "../conversation/status-words.ts";
import type { ConversationView } from "../conversation/view.ts";
import type { Info } from "./guest-client.ts";
import { Menu, type MenuActions } from "./menu.tsx";

interface Props {
  company: string;
  view: ConversationView | null;
  info: Info | null;
  /** Set on a screen that one comes back from. */
  onBack: (() => void) | null;
  onClose: () => void;
  actions: MenuActions | null;
}

/** Whom the guest talks to, said plainly: a machine, which one, or a person by name. */
export function Header({ company, view, info, onBack, onClose, actions }: Props) {
  const mode = onBack ? null : modeWords(view, info);
  return (
    <header class="panel-header">
      {onBack ? (
        <button type="button" class="icon-button" aria-label="Back to the chat" onClick={onBack}>
          <BackIcon />
        </button>
      ) : (
        <span class="mark" aria-hidden="true">
          {company.slice(0, 1)}
        </span>
      )}
      <div class="panel-names">
        <h2 class="panel-title" tabIndex={-1}>
          {onBack ? "Earlier conversations" : company}
        </h2>
        {!onBack && <p class={`presence ${view?.owner ?? "agent"}`}>{presence(view)}</p>}
      </div>
      {!onBack && actions && (
        <Menu actions={actions} hasPerson={view?.owner === "queued" || view?.owner === "staff"} />
      )}
      <button type="button" class="icon-button" aria-label="Close the chat" onClick={onClose}>
        <CloseIcon />
      </button>
      {mode && <p class="mode">{mode}</p>}
    </header>
  );
}

function presence(view: ConversationView | null): string {
  if (view?.owner === "staff") return `${view.staffName ?? "A colleague"} is here`;
  if (view?.owner === "queued") return view.position ? placeInLine(view.position) : "Waiting for a person";
  return "AI assistant";
}

/** What answers, plainly. Nothing while a person does. */
function modeWords(view: ConversationView | null, info: Info | null): string | null {
  if (!info || (view && view.owner !== "agent")) return null;
  if (info.degraded) return "Limited mode: answers from the help centre and your bookings";
  return info.offline
    ? "Offline mode: answers from the help centre and your bookings"
    : `Answers by ${info.model}, which can make mistakes`;
}
