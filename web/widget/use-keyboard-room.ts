import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { phone } from "./phone.ts";

/**
 * On a phone the on-screen keyboard covers the lower half of the page without making it smaller. Keeps the panel in the part that
 * can be seen, so that header and composer both stay in sight.
 */
export function useKeyboardRoom(panel: RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    const seen = window.visualViewport;
    if (!isOpen || !seen || !matchMedia(phone).matches) return;
    const fit = () => {
      panel.current?.style.setProperty("height", `${seen.height}px`);
      panel.current?.style.setProperty("top", `${seen.offsetTop}px`);
    };
    seen.addEventListener("resize", fit);
    seen.addEventListener("scroll", fit);
    return () => {
      seen.removeEventListener("resize", fit);
      seen.removeEventListener("scroll", fit);
      panel.current?.removeAttribute("style");
    };
  }, [panel, isOpen]);
}
