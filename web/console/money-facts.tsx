import type { CaseMoney, SumAgainstLimit } from "../../agent/events.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { dayName } from "../conversation/format-time.ts";
import { ClaimMade } from "./claim-made.tsx";
import { useMinutes } from "./use-minutes.ts";

/** What the host claims, the booking's ledger, and how far the limits without a person are used up. */
export function MoneyFacts({ money }: { money: CaseMoney | null }) {
  const now = useMinutes();
  if (!money)
    return (
      <section>
        <h2>Ledger</h2>
        <p class="unread" role="alert">
          The booking system could not be read. Decide when it can.
        </p>
      </section>
    );
  return (
    <>
      {money.damageClaim && (
        <section>
          <h2>Damage claimed</h2>
          <ClaimMade claim={money.damageClaim} />
        </section>
      )}
      <section>
        <h2>Ledger</h2>
        <ul class="movements">
          {money.movements.map(({ id, kind, amount, method, at }) => (
            <li key={id}>
              <span>
                {kindWords[kind]}
                <small>
                  {dayName(at, now)}
                  {method && ` · ${method}`}
                </small>
              </span>
              <b>{`${kind === "payment" ? "" : "−"}${formatMoney(amount)}`}</b>
            </li>
          ))}
          <li class="left">
            <span>Can go back at most</span>
            <b>{formatMoney(money.left)}</b>
          </li>
        </ul>
      </section>
      <section>
        <h2>Moved without a person</h2>
        {money.sums ? (
          <>
            <Sum name="This guest, 30 days" sum={money.sums.guestMonth} />
            <Sum name="All guests, 24 hours" sum={money.sums.day} />
          </>
        ) : (
          <p>Nobody has set limits for this currency.</p>
        )}
      </section>
    </>
  );
}

const kindWords = { payment: "Paid", refund: "Refunded", credit: "Credit given" } as const;

function Sum({ name, sum: { moved, limit } }: { name: string; sum: SumAgainstLimit }) {
  return (
    <label class="sum">
      <span>
        {name}
        <span>
          <b>{formatMoney(moved)}</b> of {formatMoney(limit)}
        </span>
      </span>
      <progress max={limit.minor} value={Math.min(moved.minor, limit.minor)} />
    </label>
  );
}
