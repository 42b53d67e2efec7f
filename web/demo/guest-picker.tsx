import { useMenu } from "../controls/use-menu.ts";
import { CheckIcon, ChevronDownIcon } from "../conversation/icons.tsx";
import type { DemoGuest } from "./demo-client.ts";

interface Props {
  guests: DemoGuest[];
  guest: DemoGuest;
  onChoose: (guest: DemoGuest) => void;
}

/** "You are: Maria". */
export function GuestPicker({ guests, guest, onChoose }: Props) {
  const { isOpen, toggle, close, root, button, menu } = useMenu();
  const choose = (one: DemoGuest) => () => {
    close();
    onChoose(one);
  };
  return (
    <div class="picker" ref={root}>
      <button
        type="button"
        class="picker-button"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={toggle}
      >
        You are: <b>{guest.name.split(" ")[0]}</b>
        <ChevronDownIcon size={16} />
      </button>
      {isOpen && (
        <div class="picker-list" role="menu" tabIndex={-1} aria-label="Be another guest" {...menu}>
          {guests.map((one) => (
            <button
              key={one.id}
              type="button"
              role="menuitemradio"
              aria-checked={one.id === guest.id}
              onClick={choose(one)}
            >
              <span class="picker-name">
                {one.name}
                {one.id === guest.id && <CheckIcon size={16} />}
              </span>
              <span class="picker-about">{one.about}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
