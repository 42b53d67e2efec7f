import { createRef, render } from "preact";
import cardsCss from "../conversation/cards.css?inline";
import conversationCss from "../conversation/conversation.css?inline";
import scrollerCss from "../conversation/scroller.css?inline";
import baseCss from "../theme/base.css?inline";
import tokensCss from "../theme/tokens.css?inline";
import type { WidgetOptions } from "./options.ts";
import panelCss from "./panel.css?inline";
import widgetCss from "./widget.css?inline";
import { Widget, type WidgetControls } from "./widget.tsx";

/** The widget as a custom element: its styles and the page's cannot touch each other. */
export class WidgetElement extends HTMLElement {
  options!: WidgetOptions & { baseUrl: string };
  #controls = createRef<WidgetControls>();

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    // Constructed style sheets also work where the page's security policy forbids inline styles.
    root.adoptedStyleSheets = [styles()];
    render(<Widget options={this.options} controls={this.#controls} />, root);
  }

  disconnectedCallback(): void {
    if (this.shadowRoot) render(null, this.shadowRoot);
  }

  open(draft?: string): void {
    this.#controls.current?.open(draft);
  }

  close(): void {
    this.#controls.current?.close();
  }
}

function styles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    [tokensCss, baseCss, conversationCss, scrollerCss, cardsCss, widgetCss, panelCss].join("\n"),
  );
  return sheet;
}
