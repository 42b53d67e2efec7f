import { WidgetElement } from "./element.tsx";
import type { WidgetHandle, WidgetOptions } from "./options.ts";

declare global {
  interface Window {
    Frontdesk: { mount(options: WidgetOptions): WidgetHandle };
  }
}

/** Only readable while the script itself runs. */
const scriptAddress = (document.currentScript as HTMLScriptElement | null)?.src ?? location.href;
const tag = "frontdesk-widget";

/** Puts the widget on the page. A widget that is there already goes: a page has one guest. */
function mount(options: WidgetOptions): WidgetHandle {
  if (!customElements.get(tag)) customElements.define(tag, WidgetElement);
  for (const earlier of document.querySelectorAll(tag)) earlier.remove();
  const element = document.createElement(tag) as WidgetElement;
  const baseUrl = new URL(options.baseUrl || scriptAddress, location.href).origin;
  element.options = { ...options, baseUrl };
  (document.body ?? document.documentElement).append(element);
  return {
    open: (draft) => element.open(draft),
    close: () => element.close(),
    unmount: () => element.remove(),
  };
}

window.Frontdesk = { mount };
