import { useMenu } from "../controls/use-menu.ts";
import { ListIcon, MoreIcon, PersonIcon, PlusIcon } from "../conversation/icons.tsx";

export interface MenuActions {
  askForPerson: () => void;
  startNew: () => void;
  showHistory: () => void;
}

/** What one rarely needs, and the way to a person. */
export function Menu({ actions, hasPerson }: { actions: MenuActions; hasPerson: boolean }) {
  const { isOpen, toggle, close, root, button, menu } = useMenu();
  const pick = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <div class="menu" ref={root}>
      <button
        type="button"
        class="icon-button"
        ref={button}
        aria-label="More"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={toggle}
      >
        <MoreIcon />
      </button>
      {isOpen && (
        <div class="menu-items" role="menu" tabIndex={-1} aria-label="More" {...menu}>
          <button type="button" role="menuitem" disabled={hasPerson} onClick={pick(actions.askForPerson)}>
            <PersonIcon /> {hasPerson ? "A person has been asked" : "Talk to a person"}
          </button>
          <button type="button" role="menuitem" onClick={pick(actions.startNew)}>
            <PlusIcon /> New conversation
          </button>
          <button type="button" role="menuitem" onClick={pick(actions.showHistory)}>
            <ListIcon /> Earlier conversations
          </button>
        </div>
      )}
    </div>
  );
}
