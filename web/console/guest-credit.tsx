import { useState } from "preact/hooks";
import type { GuestCredit as Credit } from "../../agent/events.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { CreditForm } from "./credit-form.tsx";
import type { CreditToGive } from "./staff-client.ts";

interface Props {
  credit: Credit;
  /** Her first name. */
  guestName: string;
  /** Only who holds the case gives one. */
  isMine: boolean;
  isBusy: boolean;
  /** True when it was given. */
  onGive: (credit: CreditToGive) => Promise<boolean>;
}

/** What the guest has of credit, and the way to give her more. */
export function GuestCredit({ credit, guestName, isMine, isBusy, onGive }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { balances, bookings } = credit;
  return (
    <section aria-labelledby="credit-title">
      <h2 id="credit-title">Credit</h2>
      <p>{balances.length === 0 ? "None." : balances.map((one) => formatMoney(one)).join(" · ")}</p>
      {isMine && bookings.length > 0 && !isOpen && (
        <div class="decision-buttons">
          <button type="button" class="button" disabled={isBusy} onClick={() => setOpen(true)}>
            Give a credit…
          </button>
        </div>
      )}
      {isMine && isOpen && (
        <CreditForm
          {...{ bookings, guestName, isBusy }}
          onGive={async (given) => {
            if (await onGive(given)) setOpen(false);
          }}
          onCancel={() => setOpen(false)}
        />
      )}
    </section>
  );
}
