import { useLayoutEffect, useRef, useState } from "preact/hooks";

const items = "[role^=menuitem]:not(:disabled)";

/**
 * A button that opens a menu, as the ARIA practices have it: opening moves into the menu (to the checked item, if one is),
 * arrow keys move, Escape and leaving close. Put `root` around both, `button` on the button, `menu` on the `role="menu"`.
 */
export function useMenu() {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Before the next key arrives: it belongs to the menu.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const checked = root.current?.querySelector<HTMLElement>("[aria-checked=true]");
    (checked ?? root.current?.querySelector<HTMLElement>(items))?.focus();
  }, [isOpen]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step && event.key !== "Escape") return;
    // Escape closes the menu, not the panel around it.
    event.preventDefault();
    if (step) moveFocus(root.current, step);
    else close();
  };
  const onFocusOut = (event: FocusEvent) => {
    if (!root.current?.contains(event.relatedTarget as Node | null)) setOpen(false);
  };
  return { isOpen, toggle: () => setOpen(!isOpen), close, root, button, menu: { onKeyDown, onFocusOut } };
}

const steps: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 };

function moveFocus(root: HTMLElement | null, step: 1 | -1): void {
  const all = [...(root?.querySelectorAll<HTMLElement>(items) ?? [])];
  const at = all.findIndex((item) => item.matches(":focus"));
  all[(at + step + all.length) % all.length]?.focus();
}
