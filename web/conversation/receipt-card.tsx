import type { Receipt } from "../../agent/events.ts";
import { AmountLines } from "./amount-lines.tsx";
import { doneTotalLabel } from "./card-words.ts";
import { formatMoney } from "./format-money.ts";
import { timeOfDay } from "./format-time.ts";
import { CheckIcon } from "./icons.tsx";

/** What was done, as the ledger has it. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const { direction, amount, method, bookingRef, title, lines, credit, at, confirmationId } = receipt;
  const moves = direction !== "none" && amount.minor > 0;
  const date = new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return (
    <section class="card receipt" aria-label={`Receipt: ${title}`}>
      <div class="receipt-head">
        <span class="receipt-tick">
          <CheckIcon size={18} />
        </span>
        <div>
          <h3 class="receipt-amount">
            {moves ? `${formatMoney(amount)} ${direction === "charge" ? "charged" : "refunded"}` : "Done"}
          </h3>
          <p class="receipt-title">{title}</p>
        </div>
      </div>
      {moves && (
        <AmountLines
          {...{ lines, credit, direction }}
          total={amount}
          totalLabel={doneTotalLabel(direction)}
        />
      )}
      <dl class="facts">
        {moves && method && <Fact name={direction === "charge" ? "From" : "To"} value={method} />}
        <Fact name="Booking" value={bookingRef} />
        <Fact name="Date" value={`${date}, ${timeOfDay(at)}`} />
        <Fact name="Receipt" value={shortReference(confirmationId)} />
      </dl>
    </section>
  );
}

/** `cf_32eff387-16d6-…` → `cf_32eff387`: enough to find it by, short enough to say on the telephone. */
const shortReference = (id: string): string => id.split("-")[0] ?? id;

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
