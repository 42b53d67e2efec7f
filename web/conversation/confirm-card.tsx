import { useEffect, useRef } from "preact/hooks";
import type { ConfirmCard as Card } from "../../agent/events.ts";
import { AmountLines } from "./amount-lines.tsx";
import { type CardStanding, cardStanding, declineLabel, offerTotalLabel } from "./card-words.ts";
import { Countdown } from "./countdown.tsx";
import { formatMoney } from "./format-money.ts";
import { CheckIcon, ClockIcon, WarnIcon } from "./icons.tsx";
import { type Decide, useDecision } from "./use-decision.ts";

interface Props {
  card: Card;
  viewer: "guest" | "staff";
  decide: Decide;
}

/** The exact offer, and the button that takes exactly it. Once decided it shrinks to what became of it. */
export function ConfirmCard({ card, viewer, decide }: Props) {
  const { state, pending, problem, press } = useDecision(card, decide);
  const standing = useRef<HTMLParagraphElement>(null);
  const root = useRef<HTMLElement>(null);
  const isOpen = state === "offered";
  const wasOpen = useRef(isOpen);
  const hadFocus = useRef(false);

  // The buttons go when the card is decided: whoever pressed one is taken to what became of it, not to the top of the page.
  useEffect(() => {
    if (wasOpen.current && !isOpen && hadFocus.current) standing.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);

  const decideBy = (decision: "accept" | "decline") => () => {
    hadFocus.current = true;
    void press(decision);
  };
  const { tone, words } = cardStanding(state, viewer);
  // Once it is over, the receipt or the next offer has the amounts.
  const isOver = tone === "good" || tone === "quiet" || tone === "bad";

  return (
    <section class={`card ${tone}`} ref={root} aria-label={card.title}>
      <h3 class="card-title">{card.title}</h3>
      {isOver ? (
        tone !== "good" && <p class="card-gone">{card.label}</p>
      ) : (
        <>
          <AmountLines
            lines={card.lines}
            total={card.amount}
            totalLabel={offerTotalLabel(card.direction, viewer)}
            credit={card.credit}
            direction={card.direction}
          />
          {card.lines.length === 0 && card.direction !== "none" && (
            <p class="card-amount">{formatMoney(card.amount)}</p>
          )}
          <p class="card-rule">{card.rule}</p>
        </>
      )}
      {isOpen && viewer === "guest" && (
        <div class="card-actions">
          <button
            type="button"
            class="button primary"
            aria-disabled={pending !== null}
            onClick={decideBy("accept")}
          >
            {pending === "accept" && <span class="spinner" />}
            {card.label}
          </button>
          <button type="button" class="button" aria-disabled={pending !== null} onClick={decideBy("decline")}>
            {pending === "decline" && <span class="spinner" />}
            {declineLabel(card)}
          </button>
          <Countdown expiresAt={card.expiresAt} />
        </div>
      )}
      <p class={`card-standing ${tone}`} role="status" tabIndex={-1} ref={standing}>
        {words && <StandingIcon tone={tone} />}
        {words}
      </p>
      {problem && problem !== words && (
        <p class="card-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function StandingIcon({ tone }: Pick<CardStanding, "tone">) {
  if (tone === "good") return <CheckIcon size={16} />;
  if (tone === "busy") return <span class="spinner" />;
  return tone === "bad" ? <WarnIcon size={16} /> : <ClockIcon size={16} />;
}
