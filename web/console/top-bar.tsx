import type { Place } from "./places.ts";
import type { Staff } from "./staff-client.ts";

interface Props {
  staff: Staff;
  /** The server is not heard of just now. */
  isLost: boolean;
  place: Place;
  /** Open cases. */
  waiting: number;
  onLeave: () => void;
}

const pages: { id: Place; name: string; href: string }[] = [
  { id: "cases", name: "Cases", href: "#" },
  { id: "problems", name: "Problems", href: "#problems" },
  { id: "mails", name: "E-mails", href: "#mails" },
];

export function TopBar({ staff, isLost, place, waiting, onLeave }: Props) {
  return (
    <header class="top-bar">
      <p class="brand">
        <span class="brand-mark" aria-hidden="true">
          F
        </span>
        <span class="brand-name">Frontdesk</span>
      </p>
      <nav class="pages" aria-label="Pages">
        {pages.map(({ id, name, href }) => (
          <a key={id} href={href} aria-current={id === place ? "page" : undefined}>
            {name}
            {id === "cases" && waiting > 0 && place !== "cases" && (
              <span class="filter-count"> {waiting}</span>
            )}
          </a>
        ))}
      </nav>
      {isLost && (
        <p class="link-lost" role="status">
          Connection lost. Trying again…
        </p>
      )}
      <p class="who">{staff.name}</p>
      <button type="button" class="button small" onClick={onLeave}>
        Log out
      </button>
    </header>
  );
}
