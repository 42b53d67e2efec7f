import type { ComponentChildren } from "preact";

/** Line icons on a 20 × 20 grid, in the colour of the text around them. Decoration only: words always say the same. */
function Icon({ children, size = 20 }: { children: ComponentChildren; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {children}
    </svg>
  );
}

const draw =
  (path: string) =>
  ({ size }: { size?: number }) => (
    <Icon size={size ?? 20}>
      <path d={path} />
    </Icon>
  );

export const ChatIcon = draw(
  "M10 3.2c4.1 0 7.3 2.7 7.3 6.2s-3.2 6.2-7.3 6.2c-.9 0-1.8-.1-2.6-.4L3.6 16.8l1-3.1C3.4 12.6 2.7 11.1 2.7 9.4c0-3.5 3.2-6.2 7.3-6.2Z",
);
export const ChevronDownIcon = draw("m5 8 5 5 5-5");
export const CloseIcon = draw("m5 5 10 10M15 5 5 15");
export const MoreIcon = draw(
  "M4 10a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0ZM9.2 10a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0ZM14.4 10a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0Z",
);
export const BackIcon = draw("M12 4.5 6.5 10l5.5 5.5");
export const SendIcon = draw("M10 16V4.5M5 9.2l5-5 5 5");
export const CheckIcon = draw("m4.5 10.5 3.7 3.7 7.3-8");
export const ClockIcon = draw("M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm0 3.5V10l2.5 1.7");
export const PersonIcon = draw(
  "M10 9.7a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2Zm-6 7c.6-2.8 3-4.5 6-4.5s5.4 1.7 6 4.5",
);
export const SparkIcon = draw(
  "M10 3c.5 4.2 2.8 6.5 7 7-4.2.5-6.5 2.8-7 7-.5-4.2-2.8-6.5-7-7 4.2-.5 6.5-2.8 7-7Z",
);
export const WarnIcon = draw("M10 6.5v4m0 3h.01M10 2.8l7.7 13.7H2.3L10 2.8Z");
export const PlusIcon = draw("M10 4.5v11M4.5 10h11");
export const ListIcon = draw("M4 5.5h12M4 10h12M4 14.5h7");
export const ReturnIcon = draw("M8 5 4 9l4 4M4 9h8a4 4 0 0 1 0 8h-1");
export const SearchIcon = draw("M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Zm4 9.5 3.5 3.5");

export const StopIcon = () => (
  <svg aria-hidden="true" class="icon" width="20" height="20" viewBox="0 0 20 20">
    <rect x="5.5" y="5.5" width="9" height="9" rx="2" fill="currentColor" />
  </svg>
);
