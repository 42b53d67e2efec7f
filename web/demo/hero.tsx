import { Rooftops } from "./pictures/rooftops.tsx";
import type { OpenChat } from "./use-demo.ts";

/** `onAsk` null while the chat is not there. */
export function Hero({ onAsk }: { onAsk: OpenChat | null }) {
  return (
    <section class="hero">
      <div class="hero-words">
        <h1>Homes with somebody who answers.</h1>
        <p>
          Lofts, cabins and garden houses for a few nights, from hosts we know. And when plans change, an
          answer in seconds: what you get back, to the cent, and why.
        </p>
        <div class="hero-actions">
          <button type="button" class="button primary" disabled={!onAsk} onClick={() => onAsk?.()}>
            Ask about your stay
          </button>
          <a class="button" href="#stays">
            See the stays
          </a>
        </div>
      </div>
      <div class="hero-picture">
        <Rooftops />
      </div>
    </section>
  );
}
