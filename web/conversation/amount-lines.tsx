import type { AmountLine, Money } from "../../agent/events.ts";
import { formatMoney } from "./format-money.ts";

interface Props {
  lines: AmountLine[];
  total: Money;
  /** "You get back", "Refunded". */
  totalLabel: string;
}

/** What was paid and what of it comes back, line by line. */
export function AmountLines({ lines, total, totalLabel }: Props) {
  if (lines.length === 0) return null;
  return (
    <table class="lines">
      <thead>
        <tr>
          <th scope="col">
            <span class="sr-only">Item</span>
          </th>
          <th scope="col">Paid</th>
          <th scope="col">Back</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.label}>
            <th scope="row">{line.label}</th>
            <td>{formatMoney(line.paid)}</td>
            <td class={line.refund.minor === 0 ? "none" : "back"}>{formatMoney(line.refund)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {totalLabel}
          </th>
          <td>{formatMoney(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
